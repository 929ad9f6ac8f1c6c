"""How a connection stands, in a sentence."""

from __future__ import annotations

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.platform.connections.choices import PausedWhy
from kohtaamo.platform.connections.models import Connection
from kohtaamo.web.wording import day_and_clock

CALM, RISK, LATE = "", "risk", "late"


def how_it_stands(connection: Connection) -> tuple[str, str]:
    """The sentence, and how bad it is: ``late`` when nothing is sent, ``risk`` when the last try was in vain."""
    if connection.ended_at:
        return _("Ended %(when)s") % {"when": _told(connection.ended_at)}, CALM
    if connection.paused_at:
        return str(PausedWhy(connection.paused_why).label), RISK if connection.paused_why == PausedWhy.BY_HAND else LATE
    if connection.failing_since:
        return _("Has not answered since %(when)s. We keep trying.") % {"when": _told(connection.failing_since)}, RISK
    if connection.answered_at:
        return _("Works. Took something last %(when)s.") % {"when": _told(connection.answered_at)}, CALM
    return _("Nothing has been sent yet"), CALM


def _told(moment: object) -> str:
    return day_and_clock(localtime(moment), localtime())  # type: ignore[arg-type]
