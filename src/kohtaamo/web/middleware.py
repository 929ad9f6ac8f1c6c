"""What every request passes: the reader's language, zone and manner, and errors said clearly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.web.errors import show_error

Answer = Callable[[HttpRequest], HttpResponse]


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
        member = request.user
        if not isinstance(member, Member):
            timezone.activate(ZoneInfo(settings.TIME_ZONE))
            return get_response(request)
        timezone.activate(member.time_zone)
        if member.seen_at is None or now() - member.seen_at > timedelta(minutes=1):
            Member.objects.filter(pk=member.pk).update(seen_at=now())
        with translation.override(member.language):
            request.LANGUAGE_CODE = member.language
            return get_response(request)

    return middleware


def clear_errors(get_response: Answer) -> Answer:
    """Turn an error of the family into its sentence; anything else stays an error and is logged."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return show_error(request, problem) if isinstance(problem, KohtaamoError) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
