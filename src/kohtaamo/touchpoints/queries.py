"""Reading touchpoints and their clocks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kohtaamo.platform.time import default_zone, now
from kohtaamo.touchpoints.holidays import finnish_holidays
from kohtaamo.touchpoints.hours import Calendar, Period, add_open_time, is_open
from kohtaamo.touchpoints.models import Hours, Touchpoint


def calendar_of(touchpoint: Touchpoint) -> Calendar:
    """The opening hours of a touchpoint; one without hours of its own is always open."""
    if touchpoint.hours is None:
        return Calendar(zone=default_zone(), week=((),) * 7, exceptions={}, holidays=_never, always=True)
    return calendar(touchpoint.hours)


def calendar(hours: Hours) -> Calendar:
    """Hours as the pure calendar that counts time."""
    week: list[list[Period]] = [[] for _ in range(7)]
    for period in hours.periods.all():
        week[period.weekday].append(Period(period.opens, period.closes))
    exceptions: dict[date, list[Period]] = defaultdict(list)
    for exception in hours.exceptions.all():
        day = exceptions[exception.day]
        if exception.opens is not None and exception.closes is not None:
            day.append(Period(exception.opens, exception.closes))
    return Calendar(
        zone=ZoneInfo(hours.zone),
        week=tuple(tuple(day) for day in week),
        exceptions={day: tuple(periods) for day, periods in exceptions.items()},
        holidays=finnish_holidays if hours.holidays_closed else _never,
        always=hours.always,
    )


def answer_due(touchpoint: Touchpoint, arrived_at: datetime) -> datetime | None:
    """When an encounter that arrived then is to be answered by the touchpoint's public promise, in open hours."""
    if touchpoint.answer_minutes is None:
        return None
    return add_open_time(calendar_of(touchpoint), arrived_at, timedelta(minutes=touchpoint.answer_minutes))


def _never(_day: date) -> bool:
    return False


def is_open_now(touchpoint: Touchpoint) -> bool:
    """Whether the touchpoint is open at this moment."""
    return is_open(calendar_of(touchpoint), now())
