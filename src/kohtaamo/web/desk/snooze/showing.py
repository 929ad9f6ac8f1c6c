"""What the encounter page shows of sleeping: whether it sleeps, and until when it may be put to sleep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Promise
from kohtaamo.serving.queries.snooze import asleep_of
from kohtaamo.touchpoints.hours_clock import moment


@dataclass(frozen=True)
class Until:
    """A time to offer, in words."""

    name: str
    at: datetime


def sleep_of(case: Case, promises: Sequence[Promise]) -> dict[str, Any]:
    """The case's sleep and what it may be put to sleep until."""
    kept = [one for one in promises if one.state == PromiseState.OPEN and one.source != Source.ANSWER_TIME]
    return {"asleep": asleep_of(case), "sleep_times": times(now()), "sleep_promises": kept}


def times(at: datetime) -> list[Until]:
    """In three hours, tomorrow morning, Monday morning and in a month, in the reader's zone."""
    zone = ZoneInfo(get_current_timezone_name())
    today = at.astimezone(zone).date()
    soon = (at + timedelta(hours=3)).replace(second=0, microsecond=0)
    days = ((_("tomorrow"), 1), (_("next Monday"), 7 - today.weekday()), (_("in a month"), 30))
    mornings = [Until(name, moment(zone, today + timedelta(days=ahead), time(9))) for name, ahead in days]
    return [Until(_("in three hours"), soon), *mornings]
