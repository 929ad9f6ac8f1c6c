"""Reading touchpoints and their clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import default_zone, now
from kohtaamo.touchpoints.holidays import finnish_holidays
from kohtaamo.touchpoints.hours import Calendar, Period, add_open_time, is_open
from kohtaamo.touchpoints.models import Hours, HoursException, OpenPeriod, Touchpoint


def touchpoint_with_hours(touchpoint_id: int) -> Touchpoint:
    """One touchpoint, its hours along, as quickly as every arrival needs it."""
    (touchpoint,) = _touchpoint(touchpoint_id)
    if touchpoint.hours_id is not None:
        (touchpoint.hours,) = _hours(touchpoint.hours_id)
    return touchpoint


@prepared
def _touchpoint(key: int) -> QuerySet[Touchpoint]:
    return Touchpoint.objects.filter(pk=key)


@prepared
def _hours(key: int) -> QuerySet[Hours]:
    return Hours.objects.filter(pk=key)


def calendar_of(touchpoint: Touchpoint) -> Calendar:
    """The opening hours of a touchpoint; one without hours of its own is always open."""
    if touchpoint.hours is None:
        return Calendar(zone=default_zone(), week=((),) * 7, exceptions={}, holidays=_never, always=True)
    hours = touchpoint.hours
    return _calendar(hours, _periods(hours.pk), _exceptions(hours.pk))


def calendar(hours: Hours) -> Calendar:
    """Hours as the pure calendar that counts time; of many, with their periods and exceptions prefetched."""
    return _calendar(hours, hours.periods.all(), hours.exceptions.all())


@prepared
def _periods(hours: int) -> QuerySet[OpenPeriod]:
    return OpenPeriod.objects.filter(hours_id=hours)


@prepared
def _exceptions(hours: int) -> QuerySet[HoursException]:
    return HoursException.objects.filter(hours_id=hours)


def _calendar(hours: Hours, periods: Iterable[OpenPeriod], exceptional: Iterable[HoursException]) -> Calendar:
    week: list[list[Period]] = [[] for _ in range(7)]
    for period in periods:
        week[period.weekday].append(Period(period.opens, period.closes))
    exceptions: dict[date, list[Period]] = defaultdict(list)
    for exception in exceptional:
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
    """Whether the touchpoint is open at this moment; of many, with their hours' periods and exceptions prefetched."""
    return touchpoint.hours is None or is_open(calendar(touchpoint.hours), now())
