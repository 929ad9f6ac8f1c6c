"""Whether the process lives, and whether it is ready to serve."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kohtaamo.platform.version import waiting


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and is of this version."""
    try:
        behind = waiting()
    except (OperationalError, InterfaceError):
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if behind:
        return HttpResponse("the database waits for kohtaamo migrate\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
