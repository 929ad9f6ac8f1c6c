"""Whether the process lives, and whether it is ready to serve."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and is of this version."""
    try:
        executor = MigrationExecutor(connection)
    except (OperationalError, InterfaceError):
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return HttpResponse("the database waits for kohtaamo migrate\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
