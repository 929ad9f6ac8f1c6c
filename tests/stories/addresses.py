"""Every address that shows a page, read from the address book itself, so that a new page cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

_GAP = re.compile(r"<(?:\w+:)?(\w+)>")
KIND_OF_TROUBLE = "mails"


def addresses(ids: Mapping[str, Any]) -> list[str]:
    """The addresses of all plain patterns whose gaps can be filled; POST-only ones among them."""
    return sorted({address for route in _routes(get_resolver().url_patterns) if (address := _filled(route, ids))})


def _routes(patterns: list[Any], before: str = "/") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route)
        elif isinstance(each, URLPattern) and not set(route) & set("^$\\("):
            yield route


def _filled(route: str, ids: Mapping[str, Any]) -> str:
    token = ids["own_page"] if route.startswith("/p/") else ids["invitation"]
    known = {"slug": KIND_OF_TROUBLE, **ids, "token": token}
    if any(gap not in known for gap in _GAP.findall(route)):
        return ""
    return _GAP.sub(lambda gap: str(known[gap[1]]), route)
