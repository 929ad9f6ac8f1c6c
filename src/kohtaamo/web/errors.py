"""Errors as a person meets them: what happened, what is safe, what to do."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kohtaamo.encounters.commands.own_page import open_own_page
from kohtaamo.platform.errors import KohtaamoError, NotAllowed, NotFound, TooMany
from kohtaamo.platform.storage.room import is_full

SECRET = ("csrf", "password", "secret", "code")
WORTH_KEEPING = 12  # characters; shorter answers are quickly given again


class PageTooOld(KohtaamoError):
    """A form came without a valid token: the page had been open too long, or the form came from elsewhere."""

    code = "page_too_old"
    status = 403
    sentence = _(
        "The page had been open for a long time, so we did not take what you sent. Open it again and send once more."
    )


class SignedOut(KohtaamoError):
    """The session ended while something was being written."""

    code = "signed_out"
    status = 401
    sentence = _("Nothing was sent. What you wrote is still here: copy it, load the page again and sign in.")


class RecordsAway(KohtaamoError):
    """The database does not answer."""

    code = "records_away"
    status = 503
    sentence = _("We cannot reach our own records just now. It usually passes by itself: try again in a moment.")


class DiskFull(KohtaamoError):
    """Neither the database nor a file takes any more."""

    code = "disk_full"
    status = 507
    sentence = _(
        "The disk of the server is full, so nothing was saved. Tell an administrator: once there is room, send it again."
    )


class NotAPage(KohtaamoError):
    """An address that only takes a form was opened as a page, as when a page is loaded again by its address."""

    code = "not_a_page"
    status = 405
    sentence = _("This address only takes what is sent from a form. Open the page the form is on.")


STILL_HERE = _(
    "This page has been open for a long time. What you wrote is still here: copy it, load the page again and send it."
)


def show_error(request: HttpRequest, problem: KohtaamoError, *, way_back: str = "") -> HttpResponse:
    """The error as a whole page, or as a part when the page asked for a part.

    On the customer's own page it leads back there, never to where staff sign in. ``way_back`` is the page to open
    again; what was written stands on the error page to be copied.
    """
    if getattr(request, "htmx", False):
        response = render(request, "errors/part.html", {"problem": problem}, status=problem.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#trouble", "innerHTML"
    else:
        known = {"problem": problem, "way_back": way_back, "written": written(request), "is_porch": is_porch(request)}
        response = render(request, "errors/page.html", known, status=problem.status)
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.seconds)
    return response


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    if getattr(request, "htmx", False):
        return show_error(request, PageTooOld(STILL_HERE))
    with override(_language(request)):
        return show_error(request, PageTooOld(), way_back=_page_of_form(request))


def signed_out(request: HttpRequest) -> HttpResponse:
    """What was written is given back to one whose session ended; the button leads to signing in."""
    return show_error(request, SignedOut(), way_back=_page_of_form(request) or reverse("today"))


def not_a_page(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """The same refusal with words for a person."""
    with override(_language(request)):
        page = show_error(request, NotAPage(), way_back=_page_of_form(request))
    page["Allow"] = refusal["Allow"]
    return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_error(request, NotFound())


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_error(request, NotAllowed())


def server_failed(request: HttpRequest) -> HttpResponse:
    """Something broke; when it is the database itself, the page is made without asking it anything."""
    problem = sys.exception()
    if is_full(problem):
        return _without_asking(request, DiskFull())
    if isinstance(problem, (OperationalError, InterfaceError)):
        return _without_asking(request, RecordsAway())
    try:
        return show_error(request, KohtaamoError())
    except Exception:  # noqa: BLE001 - the first failure is logged already, and a person waits for words
        return _without_asking(request, KohtaamoError())


def _without_asking(request: HttpRequest, problem: KohtaamoError) -> HttpResponse:
    """The error as a page or a part that needs nothing from the database; what was written stands on it."""
    is_part = request.headers.get("HX-Request") == "true"
    known = {
        "organisation": settings.KOHTAAMO["ORGANISATION"], "phone": settings.KOHTAAMO["PHONE"], "problem": problem,
        "LANGUAGE_CODE": get_language(), "is_porch": is_porch(request), "written": written(request),
    }  # fmt: skip
    page = render_to_string("errors/part.html" if is_part else "errors/page.html", known)
    response = HttpResponse(page, status=problem.status)
    if is_part:
        response["HX-Retarget"], response["HX-Reswap"] = "#trouble", "innerHTML"
    if problem.status == RecordsAway.status:
        response["Retry-After"] = "5"
    return response


def is_porch(request: HttpRequest) -> bool:
    """Whether the address is one of the customer's own page, open or not."""
    return request.path.startswith(_porch_root())


def _porch_root() -> str:
    return reverse("porch", args=["-"]).removesuffix("-/")


def _page_of_form(request: HttpRequest) -> str:
    """The page the form stood on: the customer's own page, else the one the browser names, when it is ours."""
    if is_porch(request):
        token = request.path.removeprefix(_porch_root()).partition("/")[0]
        return reverse("porch", args=[token]) if token else ""
    named = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(named, allowed_hosts={request.get_host()})
    return named if is_ours else ""


def _language(request: HttpRequest) -> str:
    """The customer's own language on their page, when the link is whole; else what the reader has."""
    here = get_language() or settings.LANGUAGE_CODE
    if not is_porch(request):
        return here
    try:
        page = open_own_page(request.path.removeprefix(_porch_root()).partition("/")[0])
    except KohtaamoError:
        return here
    return page.customer.language or page.case.language or here


def written(request: HttpRequest) -> list[str]:
    """The texts a person wrote in a form that did not go through, secrets left out."""
    if request.method != "POST":
        return []
    sent = ((name.lower(), text) for name, texts in request.POST.lists() for text in texts)
    return [
        text for name, text in sent
        if " " in text.strip() and len(text) >= WORTH_KEEPING and not any(word in name for word in SECRET)
    ]  # fmt: skip
