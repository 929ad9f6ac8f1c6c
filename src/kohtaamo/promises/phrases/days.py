"""What a day said in words means: rules that turn "next Tuesday" into a calendar date."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

GRACE_DAYS = 3
"""A date without a year that passed longer ago than this is meant for next year."""

_FARTHEST_DAYS = 1100


@dataclass(frozen=True)
class Today:
    """The moment of writing, on the wall clock of the place, and the calendar in use there."""

    now: datetime
    is_working_day: Callable[[date], bool]
    day_end: time

    @property
    def day(self) -> date:
        return self.now.date()

    def is_past(self, clock: time) -> bool:
        return self.now.time() >= clock

    def working_day_before(self, day: date) -> date:
        """The last working day before `day`, but never before today."""
        while day > self.day:
            day -= timedelta(days=1)
            if self.is_working_day(day):
                return day
        return self.day

    def first_working_day(self, first: date, last: date) -> date:
        """The first working day from `first` to `last`, or `first` when there is none."""
        for ahead in range((last - first).days + 1):
            if self.is_working_day(first + timedelta(days=ahead)):
                return first + timedelta(days=ahead)
        return first

    def last_working_day(self, first: date, last: date) -> date:
        """The last working day from `first` to `last`, or `last` when there is none."""
        for back in range((last - first).days + 1):
            if self.is_working_day(last - timedelta(days=back)):
                return last - timedelta(days=back)
        return last


class DayRule(Protocol):
    """Gives the date meant, seen from today; `clock` is the clock time said with it, or the end of that day."""

    def on(self, today: Today, clock: time, /) -> date | None: ...


def _reach(day: date, days: int) -> date | None:
    if not 0 <= days <= _FARTHEST_DAYS:
        return None
    return day + timedelta(days=days)


@dataclass(frozen=True)
class InDays:
    """So many calendar days from now."""

    days: int

    def on(self, today: Today, _clock: time) -> date | None:
        return _reach(today.day, self.days)


@dataclass(frozen=True)
class SameDay:
    """ "The same day": today, until a day said before it takes its place."""

    def on(self, today: Today, _clock: time) -> date | None:
        return today.day


@dataclass(frozen=True)
class InWorkingDays:
    """So many working days from now; today does not count."""

    days: int

    def on(self, today: Today, _clock: time) -> date | None:
        left = self.days
        day = today.day
        for ahead in range(1, _FARTHEST_DAYS):
            if left <= 0:
                return day
            day = today.day + timedelta(days=ahead)
            left -= today.is_working_day(day)
        return None


@dataclass(frozen=True)
class InMonths:
    """The same day of a later month, or that month's last day."""

    months: int

    def on(self, today: Today, _clock: time) -> date | None:
        if not 0 < self.months <= 36:
            return None
        first = _month_ahead(today.day, self.months)
        return first.replace(day=min(today.day.day, _last_day(first)))


@dataclass(frozen=True)
class Weekday:
    """A day of the week, Monday being 0: the coming one, or the one of a week counted from this (0) on.

    `later` asks for a day after today even when today bears that name; `extra` adds whole weeks; `since` is the weekday
    that opens the range this day closes ("Monday to Wednesday").
    """

    weekday: int
    week: int | None = None
    later: bool = False
    extra: int = 0
    since: int | None = None

    def on(self, today: Today, clock: time) -> date | None:
        if self.week is not None:
            return _monday(today.day) + timedelta(days=7 * self.week + self.weekday)
        if self.since is not None:
            opening = Weekday(self.since).on(today, clock)
            return opening and opening + timedelta(days=(self.weekday - self.since) % 7)
        ahead = (self.weekday - today.day.weekday()) % 7
        if ahead == 0 and (self.later or today.is_past(clock)):
            ahead = 7
        return today.day + timedelta(days=ahead + 7 * self.extra)


@dataclass(frozen=True)
class WeekdayOfNumber:
    """A weekday of a numbered week (ISO 8601)."""

    number: int
    weekday: int

    def on(self, today: Today, _clock: time) -> date | None:
        for year in (today.day.isocalendar().year, today.day.isocalendar().year + 1):
            try:
                day = date.fromisocalendar(year, self.number, self.weekday + 1)
            except ValueError:
                continue
            if day >= today.day - timedelta(days=GRACE_DAYS):
                return day
        return None


@dataclass(frozen=True)
class Dated:
    """A date as written. Without a month it is the coming such day, without a year the coming such date."""

    day: int
    month: int | None = None
    year: int | None = None

    def on(self, today: Today, _clock: time) -> date | None:
        if self.month is None:
            return self._of_month(today.day)
        if self.year is not None:
            return _dated(self.year + 2000 if self.year < 100 else self.year, self.month, self.day)
        day = _dated(today.day.year, self.month, self.day)
        if day is None or day < today.day - timedelta(days=GRACE_DAYS):
            return self._next_year(today.day, self.month)
        return day

    def _next_year(self, today: date, month: int) -> date | None:
        later = (_dated(today.year + ahead, month, self.day) for ahead in range(1, 5))
        return next((day for day in later if day), None)

    def _of_month(self, today: date) -> date | None:
        months = (_month_ahead(today, ahead) for ahead in range(3))
        days = (_dated(first.year, first.month, self.day) for first in months)
        return next((day for day in days if day and day >= today), None)


@dataclass(frozen=True)
class Week:
    """A whole week: its last working day unless another `point` is said (first, start, middle, end, sunday).

    The first is its first working day.
    """

    week: int = 0
    point: str = "end"

    def on(self, today: Today, clock: time) -> date | None:
        monday = _monday(today.day) + timedelta(days=7 * self.week)
        if self.point == "first":
            return today.first_working_day(monday, monday + timedelta(days=6))
        if self.point in _POINTS:
            return self._point(today, monday + timedelta(days=_POINTS[self.point]))
        last = today.last_working_day(monday, monday + timedelta(days=4))
        if self.week == 0 and (last < today.day or (last == today.day and today.is_past(clock))):
            return monday + timedelta(days=6)
        return last

    def _point(self, today: Today, day: date) -> date:
        """Early in the week means the next one once this one is past that."""
        return day + timedelta(days=7) if self.week == 0 and day < today.day else day


_POINTS = {"start": 1, "middle": 2, "sunday": 6}


@dataclass(frozen=True)
class NumberedWeek:
    """The last working day of a numbered week (ISO 8601)."""

    number: int

    def on(self, today: Today, clock: time) -> date | None:
        friday = WeekdayOfNumber(self.number, 4).on(today, clock)
        return friday and today.last_working_day(friday - timedelta(days=4), friday)


@dataclass(frozen=True)
class Month:
    """A whole month, counted from this one or named: its last day, its last working day or another `point`.

    The points are end, start (its first ten days) and middle.
    """

    months: int = 0
    named: int | None = None
    working: bool = False
    point: str = "end"

    def on(self, today: Today, _clock: time) -> date | None:
        months = self.months if self.named is None else (self.named - today.day.month) % 12
        first = _month_ahead(today.day, months)
        last = first.replace(day=_last_day(first))
        if self.point in _DAYS_OF_MONTH:
            return self._point(today.day, first)
        return today.last_working_day(first, last) if self.working else last

    def _point(self, today: date, first: date) -> date:
        day = first.replace(day=_DAYS_OF_MONTH[self.point])
        return day if day >= today else _month_ahead(day, 12 if self.named else 1).replace(day=day.day)


_DAYS_OF_MONTH = {"start": 10, "middle": 15}


@dataclass(frozen=True)
class YearEnd:
    """The last day of this year, or of a later one."""

    years: int = 0

    def on(self, today: Today, _clock: time) -> date | None:
        return date(today.day.year + self.years, 12, 31)


@dataclass(frozen=True)
class Before:
    """The last working day before another day."""

    rule: DayRule

    def on(self, today: Today, _clock: time) -> date | None:
        day = self.rule.on(today, time.max)
        if day is None or day <= today.day:
            return None
        return today.working_day_before(day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_ahead(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _last_day(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _dated(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
