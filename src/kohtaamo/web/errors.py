"""Errors as a person meets them: what happened, what is safe, what to do."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kohtaamo.platform.errors import KohtaamoError, NotAllowed, NotFound


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


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_error(request, NotAllowed())


def server_failed(request: HttpRequest) -> HttpResponse:
    """Something broke; when it is the database itself, the page is made without asking it anything."""
    try:
        return show_error(request, KohtaamoError())
    except Exception:  # noqa: BLE001 - the first failure is logged already, and a person waits for words
        known = {"organisation": settings.KOHTAAMO["ORGANISATION"], "LANGUAGE_CODE": get_language()}
        page = render_to_string("errors/page.html", {"problem": KohtaamoError(), **known})
        return HttpResponse(page, status=KohtaamoError.status)
