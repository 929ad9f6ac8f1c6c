"""Errors as a person meets them: what happened, what is safe, what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kohtaamo.platform.errors import KohtaamoError, NotFound


def show_error(request: HttpRequest, problem: KohtaamoError) -> HttpResponse:
    """The error as a whole page, or as a part when the page asked for a part."""
    template = "errors/part.html" if getattr(request, "htmx", False) else "errors/page.html"
    response = render(request, template, {"problem": problem}, status=problem.status)
    if getattr(request, "htmx", False):
        response["HX-Retarget"], response["HX-Reswap"] = "#trouble", "innerHTML"
    return response


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    problem = KohtaamoError(_("The page had been open for too long. Go back, load it again and send once more."))
    problem.status = 403
    return show_error(request, problem)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_error(request, NotFound())


def server_failed(request: HttpRequest) -> HttpResponse:
    return show_error(request, KohtaamoError())
