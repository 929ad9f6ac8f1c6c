"""Moments as they are written to customers."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from kohtaamo.platform.time import default_zone

_FORMATS = {"fi": r"D j.n.Y \k\l\o G.i", "sv": r"D j.n.Y \k\l. G.i", "en": r"D j M Y \a\t H:i"}
_DAYS = {"fi": "j.n.Y", "sv": "j.n.Y", "en": "j M Y"}
_FULL_HOURS = {"fi": r"D j.n.Y \k\l\o G", "sv": r"D j.n.Y \k\l. G"}


def told(moment: datetime) -> str:
    """Day and clock in the active language and the organisation's zone: ``pe 5.12.2026 klo 14.03``, or ``klo 14``."""
    language = (get_language() or "en").split("-")[0]
    local = localtime(moment, default_zone())
    formats = _FULL_HOURS if local.minute == 0 and language in _FULL_HOURS else _FORMATS
    return date_format(local, formats.get(language, _FORMATS["en"]))


def told_day(moment: datetime) -> str:
    """The day alone, in the same way: ``5.12.2026``."""
    language = (get_language() or "en").split("-")[0]
    return date_format(localtime(moment, default_zone()), _DAYS.get(language, _DAYS["en"]))
