"""Refusals as RFC 9457 has them: application/problem+json, with the sentence in the asker's language."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from kohtaamo.api.errors import MethodNotAllowed, NotReadable, WrongFields
from kohtaamo.platform.errors import KohtaamoError

TYPE = "application/problem+json"


def problem(error: KohtaamoError) -> HttpResponse:
    """The error as an answer."""
    said: dict[str, Any] = {
        "type": f"urn:kohtaamo:problem:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "code": error.code,
        "detail": str(error.sentence),
    }
    if isinstance(error, WrongFields):
        said["errors"] = [
            {"pointer": place, "code": code, "detail": sentence} for place, code, sentence in error.fields
        ]
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), status=error.status, content_type=TYPE)
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="kohtaamo"'
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(error.allowed)
    if error.status in {409, 503} and error.code in {"in_progress", "busy"}:
        answer.headers["Retry-After"] = "2"
    return answer


def of_framework(refusal: HttpError | ValidationError) -> KohtaamoError:
    """What the framework refuses, in our words."""
    if isinstance(refusal, HttpError):
        return NotReadable()
    return WrongFields([_field(each) for each in refusal.errors[:50]])


def _field(told: dict[str, Any]) -> tuple[str, str, str]:
    source, *path = told["loc"]
    if source == "body":
        place = "".join(f"/{_escaped(step)}" for step in path[1:])
    else:
        place = str(path[-1]) if path else str(source)
    code, sentence = _sentence(str(told["type"]), told.get("ctx") or {})
    return place, code, sentence


def _escaped(step: object) -> str:
    """A step of a JSON pointer (RFC 6901)."""
    return str(step)[:100].replace("~", "~0").replace("/", "~1")


def _sentence(kind: str, known: dict[str, Any]) -> tuple[str, str]:
    """A code, and what a person would say of it."""
    if kind == "missing":
        return "missing", _("This is needed.")
    if kind == "extra_forbidden":
        return "unknown", _("There is no such field.")
    if kind in {"string_too_long", "too_long"}:
        return "too_long", _("At most %(most)s.") % {"most": known.get("max_length")}
    if kind in {"string_too_short", "too_short"}:
        return "too_short", _("At least %(least)s.") % {"least": known.get("min_length")}
    if kind in {"greater_than_equal", "greater_than"}:
        return "too_small", _("At least %(least)s.") % {"least": known.get("ge", known.get("gt"))}
    if kind in {"less_than_equal", "less_than"}:
        return "too_large", _("At most %(most)s.") % {"most": known.get("le", known.get("lt"))}
    if kind in {"enum", "literal_error"}:
        return "not_a_choice", _("Choose one of %(choices)s.") % {"choices": known.get("expected", "")}
    return "wrong", _wrong(kind, str(known.get("error", "")))


def _wrong(kind: str, said: str) -> str:
    if kind.startswith("int"):
        return _("Write a whole number.")
    if kind.startswith("bool"):
        return _("Write true or false.")
    if said == "moment" or kind.startswith(("datetime", "date", "time")):
        return _("Write a moment like 2026-11-20T16:40:00Z, a day like 2026-11-20 or a time like 08:30.")
    if kind.startswith("string"):
        return _("Write text in the form it is told of.")
    return _("This cannot be used here.")
