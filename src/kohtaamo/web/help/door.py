"""The door of the public help pages: open to all, the same for everyone, in the language of the address.

No session is read and no cookie set, so what is shown may be kept by any cache and checked by its ETag.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _

from kohtaamo.knowledge.addresses import whole
from kohtaamo.knowledge.errors import Withdrawn
from kohtaamo.platform.errors import KohtaamoError, NotAllowed, NotFound, TooMany
from kohtaamo.web.languages import own_names

P = ParamSpec("P")
Door = Callable[..., HttpResponse]
KEPT = "public, max-age=60, stale-while-revalidate=600"


@dataclass
class HelpRequest:
    """A request for a public page: in which language, by whom it was asked."""

    http: HttpRequest
    language: str
    address: str = field(default="")


Page = Callable[Concatenate[HelpRequest, P], HttpResponse]


def public(page: Page[P]) -> Door:
    """Show a page in the language of its address; what is not there is said kindly, with where to look instead."""

    @wraps(page)
    def opened(request: HttpRequest, help_language: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        is_known = help_language in dict(settings.LANGUAGES)
        language = help_language if is_known else settings.LANGUAGE_CODE
        asked = HelpRequest(request, language, request.META.get("REMOTE_ADDR", ""))
        with translation.override(language), timezone.override(ZoneInfo(settings.TIME_ZONE)):
            try:
                if not is_known:
                    raise NotFound
                if request.method == "POST":
                    _must_come_from_here(request)
                response = page(asked, *args, **kwargs)
            except KohtaamoError as problem:
                response = refused(asked, problem)
            response.headers.setdefault("Content-Language", language)
        return checked(request, response)

    opened.is_public = True  # type: ignore[attr-defined]
    opened.csrf_exempt = True  # type: ignore[attr-defined]  # nobody is signed in here; see _must_come_from_here
    return opened


def _must_come_from_here(request: HttpRequest) -> None:
    """A form of another site is not taken; browsers say where a form stood."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed
    origin = request.headers.get("Origin", "")
    if origin and origin.partition("://")[2] != request.get_host():
        raise NotAllowed


def checked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With an ETag, and 304 when the reader has it already; what is not kept says so."""
    response.headers.setdefault("Vary", "Accept-Encoding")
    if response.status_code != 200 or request.method not in {"GET", "HEAD"}:
        response.headers.setdefault("Cache-Control", "no-store")
        return response
    response.headers.setdefault("Cache-Control", KEPT)
    if "no-store" in response.headers["Cache-Control"]:
        return response
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def shown(request: HelpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page, made without anything of the one who asks."""
    return HttpResponse(render_to_string(template, {**frame(request), **context}), status=status)


def frame(request: HelpRequest) -> dict[str, Any]:
    """What every public page shows."""
    names = own_names()
    home = [(code, name, reverse("help", args=[code])) for code, name in names]
    return {
        "LANGUAGE_CODE": request.language, "language": request.language, "organisation": settings.KOHTAAMO["ORGANISATION"],
        "phone": settings.KOHTAAMO["PHONE"], "languages": home, "canonical": whole(request.http.path), "alternates": [],
    }  # fmt: skip


def alternates(paths: dict[str, str]) -> list[tuple[str, str]]:
    """The same page in each language by its whole address, for search engines."""
    return [(code, whole(path)) for code, path in paths.items()]


def switch(request: HelpRequest, paths: dict[str, str]) -> dict[str, Any]:
    """The links to other languages: to the same page where it is there, else to that language's first page."""
    links = [(code, name, paths.get(code) or reverse("help", args=[code])) for code, name in own_names()]
    return {"languages": links, "alternates": alternates(paths)}


def refused(request: HelpRequest, problem: KohtaamoError) -> HttpResponse:
    """Not there, no longer there, or too often: what it was and where to look."""
    heading = {
        NotFound: _("There is no article here."),
        Withdrawn: _("This article is no longer in use."),
    }.get(type(problem), str(problem.sentence))
    response = shown(request, "help/gone.html", status=problem.status, heading=heading, problem=problem)
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.seconds)
    return response
