"""Pages, and what programs ask for, are made in turn. Whether the process lives is told without waiting for one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kohtaamo.platform.places import in_place
from kohtaamo.web.middleware import Answer


def in_turn(get_response: Answer) -> Answer:
    """Wait for a place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return get_response(request)
        with in_place():
            return get_response(request)

    return middleware
