"""How many pages one process makes at once: the rest wait in line, in the order they came.

Pages made at once share one interpreter; beyond a few, more of them only make each slower, until all are late at the
same moment and every connection to the database is held by one that waits for its turn to think.
"""

from __future__ import annotations

import threading

from django.http import HttpRequest, HttpResponse

from kohtaamo.web.middleware import Answer

AT_ONCE = 8  # less than the connections to the database, of which the work beside the pages needs some
_places = threading.BoundedSemaphore(AT_ONCE)


def in_turn(get_response: Answer) -> Answer:
    """Wait for a place. Whether the process lives is told without one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return get_response(request)
        with _places:
            return get_response(request)

    return middleware
