"""Moments as they are written in mails to customers."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from kohtaamo.platform.time import default_zone

_FORMATS = {"fi": r"D j.n.Y \k\l\o H.i", "sv": r"D j.n.Y \k\l. H.i", "en": r"D j M Y \a\t H:i"}


def told(moment: datetime) -> str:
    """Day and clock in the active language and the organisation's zone: ``pe 5.12.2026 klo 14.03``."""
    language = (get_language() or "en").split("-")[0]
    return date_format(localtime(moment, default_zone()), _FORMATS.get(language, _FORMATS["en"]))
