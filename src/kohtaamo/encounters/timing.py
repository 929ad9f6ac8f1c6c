"""Time to notice and time to answer, in open hours and in calendar time, open encounters included.

The median is read from the Kaplan-Meier estimate (1958), so that those who still wait count with the time they have
waited; dropping them would make us look quicker than we are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from kohtaamo.encounters.models import Encounter
from kohtaamo.platform.time import now
from kohtaamo.touchpoints.hours import Calendar, open_time_between
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.touchpoints.queries import calendar_of


@dataclass(frozen=True)
class Waited:
    """How long one encounter took, or has taken so far when ``ended`` is false."""

    took: timedelta
    ended: bool


def median_wait(waits: Sequence[Waited]) -> timedelta | None:
    """The time by which half were met, open ones counted as still waiting; None while fewer than half have been met."""
    at_risk, surviving = len(waits), Fraction(1)
    for took, met, left in _steps(waits):
        surviving *= 1 - Fraction(met, at_risk)
        at_risk -= left
        if surviving <= Fraction(1, 2):
            return took
    return None


def _steps(waits: Iterable[Waited]) -> list[tuple[timedelta, int, int]]:
    """Each distinct time with how many ended then and how many leave the risk set after it."""
    counts: dict[timedelta, list[int]] = {}
    for wait in waits:
        step = counts.setdefault(wait.took, [0, 0])
        step[0] += wait.ended
        step[1] += 1
    return [(took, met, left) for took, (met, left) in sorted(counts.items())]


@dataclass(frozen=True)
class Times:
    """Medians of one touchpoint over a period: in open hours and in calendar time; ``still_open`` wait now."""

    encounters: int
    still_open: int
    notice_open: timedelta | None
    notice: timedelta | None
    answer_open: timedelta | None
    answer: timedelta | None


LATEST = 2000  # encounters at most are read for one touchpoint


def times_of(touchpoint: Touchpoint, *, since: datetime) -> Times:
    """How soon the touchpoint noticed and answered those who arrived since then."""
    rows = list(
        Encounter.objects.filter(touchpoint=touchpoint, is_history=False, arrived_at__gte=since)
        .order_by("-arrived_at")
        .values_list("arrived_at", "noticed_at", "answered_at", "ended_at")[:LATEST]
    )
    cal, at = calendar_of(touchpoint), now()
    noticed = [(arrived, seen or answered or ended) for arrived, seen, answered, ended in rows]
    answered = [(arrived, answer) for arrived, _seen, answer, ended in rows if answer or not ended]
    return Times(
        encounters=len(rows),
        still_open=sum(1 for _arrived, answer in answered if answer is None),
        notice_open=median_wait(_waits(noticed, at, cal)),
        notice=median_wait(_waits(noticed, at, None)),
        answer_open=median_wait(_waits(answered, at, cal)),
        answer=median_wait(_waits(answered, at, None)),
    )


def _waits(pairs: Iterable[tuple[datetime, datetime | None]], at: datetime, cal: Calendar | None) -> list[Waited]:
    """Waits up to the event, or up to now when it has not come; in open time when a calendar is given."""
    return [
        Waited(
            open_time_between(cal, start, end or at) if cal else max((end or at) - start, timedelta(0)), end is not None
        )
        for start, end in pairs
    ]
