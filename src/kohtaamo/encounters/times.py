"""Good times to write to a customer: when they like to be reached, else when people read their mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kohtaamo.customers.models import ContactTime
from kohtaamo.touchpoints.hours_clock import moment

MORNING = time(9, 0)
AHEAD = 14  # days looked through
SOON = timedelta(minutes=10)


@dataclass(frozen=True)
class Good:
    """A moment to offer; ``theirs`` when it is one the customer has named."""

    at: datetime
    theirs: bool = False


def good_times(times: list[ContactTime], *, zone: ZoneInfo, at: datetime) -> list[Good]:
    """At most four moments after ``at``, in order: the customer's next times, tomorrow and Monday morning.

    Wall times are of ``zone``; a clock that jumps or turns back is minded.
    """
    found = [*(Good(one, theirs=True) for one in _theirs(times, zone, at)), *(Good(one) for one in _ours(zone, at))]
    kept: dict[datetime, Good] = {}
    for good in found:
        kept.setdefault(good.at, good)
    return sorted(kept.values(), key=lambda good: good.at)


def _theirs(times: list[ContactTime], zone: ZoneInfo, at: datetime) -> list[datetime]:
    """The beginnings of the customer's next two times."""
    today = at.astimezone(zone).date()
    found = []
    for ahead in range(AHEAD):
        day = today + timedelta(days=ahead)
        for one in times:
            starts = moment(zone, day, one.starts)
            if one.weekday in (None, day.weekday()) and starts > at + SOON:
                found.append(starts)
    return sorted(set(found))[:2]


def _ours(zone: ZoneInfo, at: datetime) -> Iterator[datetime]:
    today = at.astimezone(zone).date()
    yield moment(zone, today + timedelta(days=1), MORNING)
    yield moment(zone, today + timedelta(days=7 - today.weekday()), MORNING)
