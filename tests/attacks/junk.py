"""Values nobody should send, and every address of the house filled with what is there or with what is not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from uuid import uuid4

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

HUGE = "99999999999999999999"
LONG = "9" * 5000  # digits; Python refuses to read a number of more than 4300
QUERY = (HUGE, LONG, "²'\"*()" + "*" * 5000, "999999999999999999-0-1", HUGE + "|" + HUGE)
FAR = "9999-12-31T23:59"
VALUES = (
    HUGE,
    LONG,
    "<script>{{ 7 }}{% x %}</script>\r\nBcc: all@x.example\u202e\u2028\x85" + "🧡" * 330,
)
PARAMETERS = (
    "after", "answer", "as", "asked", "before", "channel", "customer", "done", "example", "images", "inline", "name", "next", "q",
    "reach", "seen", "sent", "show", "shown", "since", "team", "touchpoint", "watch", "whom", "whose",
)  # fmt: skip
EVERYTHING = bool(os.environ.get("FUZZ"))
_SLOT = re.compile(r"<(?:(\w+):)?(\w+)>")


def by_turns(values: tuple[str, ...], place: int) -> tuple[str, ...]:
    """One of the values, another at each place; all of them with ``make fuzz``."""
    return values if EVERYTHING else (values[place % len(values)],)


def routes() -> Iterator[str]:
    """Every route of the house as it is written, without the accounts of allauth and the stream that never ends."""
    yield from (
        route for route in _routes(get_resolver().url_patterns, "") if not route.startswith(("accounts/", "^", "live/"))
    )


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route)
        else:
            yield route


def filled(route: str, known: dict[str, object], number: str = "") -> str:
    """The address of a route: with the ids that are there, or with this number everywhere."""

    def value(slot: re.Match[str]) -> str:
        kind, name = slot[1] or "str", slot[2]
        if kind == "int" and number:
            return number
        return str(known.get(name, {"int": "1", "uuid": str(uuid4())}.get(kind, "none")))

    return "/" + _SLOT.sub(value, route)


def quietly(client: Client, method: str, address: str, data: object) -> HttpResponse:
    """A request whose traces in the database are undone; a crash is answered as a page would be."""
    client.raise_request_exception = False
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    return answer
