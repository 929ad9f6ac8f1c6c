"""Each request counted and, when asked for, told in the log: by its route, never by its words or secrets."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

logger = logging.getLogger("kohtaamo.requests")
SECONDS = Histogram(
    "kohtaamo_request_seconds", "How long requests took, by route.", ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0, 10.0),
)  # fmt: skip
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def counting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count every request that Django answers."""
    is_told = bool(settings.KOHTAAMO["LOG_REQUESTS"])

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        took = time.perf_counter() - began
        route = request.resolver_match.route if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"
        SECONDS.labels(route, method, response.status_code).observe(took)
        if is_told:
            user = getattr(request, "user", None)
            told = {"route": route, "method": method, "status": response.status_code, "ms": round(took * 1000)}
            told["member"] = user.pk if user is not None and "user" in request.__dict__ else None
            logger.info("%s /%s %s %s ms", method, route, response.status_code, told["ms"], extra=told)
        return response

    return middleware
