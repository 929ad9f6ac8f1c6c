"""What every request passes: the reader's language, zone and manner, and errors said clearly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from kohtaamo.platform.errors import Invalid, KohtaamoError
from kohtaamo.platform.live.hub import hub
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.web.errors import not_a_page, show_error

PUBLIC = ("/help/", "/robots.txt")  # the same for everyone: who is signed in is not even asked
Answer = Callable[[HttpRequest], HttpResponse]


def nearest_client(get_response: Answer) -> Answer:
    """Behind a server in front, who asks is the one that server saw: the last in X-Forwarded-For.

    What stands before it was written by whoever asks, and is not believed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if seen:
            request.META["REMOTE_ADDR"] = seen
        return get_response(request)

    return middleware


def reader_language(get_response: Answer) -> Answer:
    """The language before anyone is known: chosen (cookie), else asked for by the browser, else the default."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if code not in dict(settings.LANGUAGES):
            code = translation.get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response

    return middleware


def reader_manner(get_response: Answer) -> Answer:
    """A member of staff reads in their own language and zone; that they are here is noted now and then."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PUBLIC):
            return get_response(request)
        member = request.user
        if not isinstance(member, Member):
            timezone.activate(ZoneInfo(settings.TIME_ZONE))
            return get_response(request)
        request.known_up_to = hub.last  # type: ignore[attr-defined]  # what happens while the page is drawn is told to it
        timezone.activate(member.time_zone)
        if member.seen_at is None or now() - member.seen_at > settings.SEEN_EVERY:
            with suppress(DatabaseError):  # on a full disk one can still read
                Member.objects.filter(pk=member.pk).update(seen_at=now())
        with translation.override(member.language):
            request.LANGUAGE_CODE = member.language
            return get_response(request)

    return middleware


def clear_errors(get_response: Answer) -> Answer:
    """Turn an error of the family into its sentence; anything else stays an error and is logged."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_bare = response.status_code == 405 and request.method == "GET" and not response.content
        return not_a_page(request, response) if is_bare else response

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return show_error(request, problem) if isinstance(problem, KohtaamoError) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def only_text(get_response: Answer) -> Answer:
    """Refuse NUL in an address, a question or a file's type: no browser sends it, and PostgreSQL takes it in no text.

    In the fields of a form it is the form that refuses it, beside the field.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        asked = [text for _name, values in request.GET.lists() for text in values]
        types = [file.content_type or "" for file in _files(request)] if request.method == "POST" else []
        return show_error(request, Invalid()) if "\0" in "".join([request.path, *asked, *types]) else None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _files(request: HttpRequest) -> list[UploadedFile[Any]]:
    return [file for _name, files in request.FILES.lists() for file in files]
