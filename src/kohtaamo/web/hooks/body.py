"""What a report of lateness says, read from JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.time import default_zone, now
from kohtaamo.promises.commands.lateness import Report

FIELDS = {"order": 60, "late_until": 40, "what": 200, "customer": 320}
NEEDED = ("order", "late_until")
FARTHEST = timedelta(days=3 * 366)


def read_report(called: str, body: bytes) -> Report:
    """The report. Raises ``Invalid`` with an English sentence for the sender's log."""
    said = read_object(body)
    texts = {name: _text(said, name, most) for name, most in FIELDS.items()}
    missing = [name for name in NEEDED if not texts[name]]
    if missing:
        raise Invalid(f"{missing[0]} is missing")
    return Report(
        called=called, digest=hashlib.sha256(body).hexdigest(), order=texts["order"],
        late_until=_moment(texts["late_until"]), what=texts["what"], customer=texts["customer"],
    )  # fmt: skip


def read_object(body: bytes) -> dict[str, object]:
    """The JSON object of a body. Raises ``Invalid`` when it is none."""
    try:
        said = json.loads(body.decode())
    except (ValueError, RecursionError) as problem:
        raise Invalid("the body is not JSON in UTF-8") from problem
    if not isinstance(said, dict):
        raise Invalid("the body is not an object")
    return said


def _text(said: dict[str, object], name: str, most: int) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Invalid(f"{name} is not text")
    text = " ".join(value.split())
    if len(text) > most:
        raise Invalid(f"{name} is longer than {most} characters")
    return text


def _moment(text: str) -> datetime:
    """ISO 8601; without an offset it is in the organisation's zone."""
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise Invalid("late_until is not a time like 2026-11-20T18:40:00+02:00")
    at = at if is_aware(at) else at.replace(tzinfo=default_zone())
    try:
        is_near = abs(at - now()) < FARTHEST
    except OverflowError:
        is_near = False
    if not is_near:
        raise Invalid("late_until is years away")
    return at
