"""The door of the interface for programs: everything under /api/ is answered here, beside the pages' own middleware.

No session, no cookie and no form token is looked at; a bearer key alone opens. The framework and the nouns are loaded
when the first request comes, so a house that no program visits does not carry them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

ROOT = "/api/"


def door(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: requests of programs go to the interface, all others on to the pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        from kohtaamo.api.frame.answering import answer

        return answer(request)

    return middleware
