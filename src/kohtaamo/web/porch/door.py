"""The door of the customer's own page: a signed link opens it, nothing else; what it shows is never kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from kohtaamo.encounters.commands.own_page import open_own_page
from kohtaamo.encounters.models import OwnPage
from kohtaamo.platform.errors import KohtaamoError, NotFound, TooMany
from kohtaamo.platform.limits import spend

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, OwnPage, P], HttpResponse]
Door = Callable[..., HttpResponse]


def porch(page: Page[P]) -> Door:
    """Open the page behind the link, in the customer's language and the organisation's zone."""

    @wraps(page)
    def opened(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            spend(f"porch:{request.META.get('REMOTE_ADDR', '')}", most=240, seconds=60)
            own = open_own_page(token)
            language = own.customer.language or own.case.language
            with translation.override(language), timezone.override(ZoneInfo(settings.TIME_ZONE)):
                request.LANGUAGE_CODE = language
                response = page(request, own, *args, **kwargs)
        except NotFound:
            response = render(request, "porch/closed.html", status=404)
        except KohtaamoError as problem:
            response = render(
                request, "porch/trouble.html", {"problem": problem, "token": token}, status=problem.status
            )
            if isinstance(problem, TooMany):
                response["Retry-After"] = str(problem.seconds)
        return _private(response)

    opened.is_porch = True  # type: ignore[attr-defined]
    return opened


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    # Not "no-referrer": with it a browser sends "Origin: null" with its own forms, and they would be refused.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
