"""Time zones to choose from: the likely ones first, then all."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext as _

LIKELY = (
    "Europe/Helsinki", "Europe/Mariehamn", "Europe/Stockholm", "Europe/Tallinn", "Europe/Riga", "Europe/Vilnius",
    "Europe/Oslo", "Europe/Copenhagen", "Atlantic/Reykjavik", "Europe/London", "Europe/Berlin", "UTC",
)  # fmt: skip
Choices = list[tuple[str, list[tuple[str, str]]]]


def zone_choices() -> Choices:
    """Every zone as choices of a select in two groups; the organisation's own is the first of the likely ones."""
    near = list(dict.fromkeys([settings.TIME_ZONE, *LIKELY]))
    far = sorted(available_timezones() - set(near))
    return [(_("Near us"), [_choice(zone) for zone in near]), (_("Everywhere else"), [_choice(zone) for zone in far])]


def _choice(zone: str) -> tuple[str, str]:
    return zone, zone.replace("_", " ")
