"""From a request to its answer: language, key, pace, the noun, the version, and every refusal as a problem."""

from __future__ import annotations

import logging
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404
from django.utils import timezone, translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from ninja.errors import HttpError, ValidationError

from kohtaamo.api.errors import BusyNow, MethodNotAllowed, NotReadable, TooFast
from kohtaamo.api.frame.access import Pace, bearer, note_use, spend
from kohtaamo.api.frame.book import DOCUMENT, document, resolver
from kohtaamo.api.frame.problems import of_framework, problem
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.versions import is_unchanged, tag_of
from kohtaamo.platform.errors import Conflict, KohtaamoError, NotFound
from kohtaamo.platform.journal.record import through

logger = logging.getLogger(__name__)


def answer(request: HttpRequest) -> HttpResponse:
    """Answer a request under /api/; whatever fails is a problem with a sentence."""
    language = _language(request)
    with translation.override(language), timezone.override(ZoneInfo(settings.TIME_ZONE)):
        try:
            given = _open(request)
        except KohtaamoError as error:
            given = problem(error)
        except (HttpError, ValidationError) as refusal:
            given = problem(of_framework(refusal))
        except SuspiciousOperation:
            given = problem(NotReadable())
        except IntegrityError:  # two at the same moment, where the database alone could tell
            logger.exception("two wrote the same: %s %s", request.method, request.path)
            given = problem(Conflict())
        except OperationalError:
            logger.exception("the database could not answer a program")
            given = problem(BusyNow())
        except Exception:
            logger.exception("a request of a program failed: %s %s", request.method, request.path)
            got_request_exception.send(sender=None, request=request)
            given = problem(KohtaamoError())
        return _told(request, given, language)


def _open(request: HttpRequest) -> HttpResponse:
    request.get_host()
    if "\0" in request.path:
        raise NotReadable
    if request.path == DOCUMENT:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            raise MethodNotAllowed(["GET", "HEAD", "OPTIONS"])
        return HttpResponse(document(), content_type="application/json")
    key = bearer(request)
    pace = spend(key)
    if pace.left < 0:
        given = problem(TooFast())
        given.headers["Retry-After"] = str(pace.seconds)
        return _paced(given, pace)
    note_use(key)
    asked = cast(ApiRequest, request)
    asked.key, asked.member, asked.made_at = key, key.member, ""
    token = through.set(key.journal_name)
    try:
        given = _ask(asked)
    except KohtaamoError as error:
        given = problem(error)
    finally:
        through.reset(token)
    return _paced(given, pace)


def _ask(request: ApiRequest) -> HttpResponse:
    """The noun's own answer. HEAD is asked as GET; what an address takes is told by the framework's own refusal."""
    try:
        found = resolver().resolve(request.path)
    except Resolver404 as nowhere:
        raise NotFound from nowhere
    asked = request.method
    request.method = "GET" if asked == "HEAD" else asked
    try:
        given: HttpResponse = found.func(request, *found.args, **found.kwargs)
    finally:
        request.method = asked
    if given.status_code != 405:
        return given
    allowed = _with_own(given.headers["Allow"])
    if asked == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
    raise MethodNotAllowed(allowed)


def _with_own(allowed: str) -> list[str]:
    """The methods of an address with those every address takes."""
    methods = {each.strip() for each in allowed.split(",")} | {"OPTIONS"}
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


def _paced(given: HttpResponse, pace: Pace) -> HttpResponse:
    """How often the key may still be used (draft-ietf-httpapi-ratelimit-headers)."""
    given.headers["RateLimit-Policy"] = f'"key";q={pace.most};w=60'
    given.headers["RateLimit"] = f'"key";r={max(0, pace.left)};t={pace.seconds}'
    return given


def _told(request: HttpRequest, given: HttpResponse, language: str) -> HttpResponse:
    """What every answer tells; a version the asker has already is not sent again."""
    given.headers["Content-Language"] = language
    given.headers["Vary"] = "Accept-Language, Authorization"
    given.headers.setdefault("Cache-Control", "private, no-cache")
    if given.status_code == 200 and request.method in {"GET", "HEAD", "PATCH", "PUT"} and not given.streaming:
        given.headers["ETag"] = tag = tag_of(given.content)
        if request.method in {"GET", "HEAD"} and is_unchanged(request, tag):
            given.status_code, given.content = 304, b""
            del given.headers["Content-Type"]
    if given.status_code == 204:
        given.headers.pop("Content-Type", None)
    return given


def _language(request: HttpRequest) -> str:
    """The best of the languages asked for, else the house's own; cookies are not looked at."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
