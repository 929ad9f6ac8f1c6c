"""Opening hours and the time that passes inside them.

A calendar speaks in the wall time of its zone; questions and answers are aware moments, answers always in UTC.
Amounts are real elapsed time: the night the clocks change, 02:00 to 05:00 lasts two or four hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from kohtaamo.touchpoints.hours_clock import moment, start_of, whole_days_between

MIDNIGHT = time(0, 0)
HORIZON = timedelta(days=2 * 366)
"""How far ahead an opening, a closing or a deadline is looked for."""


@dataclass(frozen=True)
class Period:
    """A span of one day in wall time; closing at 00:00 means midnight at the end of that day.

    Raises ``ValueError`` when it would close before or as it opens, or when a time carries a zone of its own.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("Opening hours are wall times: the zone belongs to the calendar, not to the times.")
        if self.closes != MIDNIGHT and self.closes <= self.opens:
            raise ValueError(
                f"A period opening at {self.opens:%H:%M} cannot close at {self.closes:%H:%M}; "
                "split hours that run past midnight into two days."
            )

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def length(self) -> timedelta:
        """Wall time between the ends, as on a day when the clocks stand still."""
        return _since_midnight(self.closes, of_next_day=self.closes == MIDNIGHT) - _since_midnight(self.opens)


ALL_DAY = (Period(MIDNIGHT, MIDNIGHT),)


def no_holidays(_day: date) -> bool:
    """The calendar of those who keep no holidays."""
    return False


@dataclass(frozen=True)
class Calendar:
    """When a place is open.

    ``week`` holds seven days, Monday first, each with any number of periods. ``exceptions`` replace the hours of
    a date, a holiday too; no periods means closed. ``always`` means round the clock whatever else is said.
    Periods may be given in any order and may touch. Raises ``ValueError`` on a week that has not seven days and on
    overlapping periods.
    """

    zone: ZoneInfo
    week: tuple[tuple[Period, ...], ...]
    exceptions: Mapping[date, tuple[Period, ...]] = field(default_factory=dict)
    holidays: Callable[[date], bool] = no_holidays
    always: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError(f"A week has seven days, Monday first; {len(self.week)} were given.")
        object.__setattr__(self, "week", tuple(_in_order(periods) for periods in self.week))
        exceptions = {day: _in_order(periods) for day, periods in self.exceptions.items()}
        object.__setattr__(self, "exceptions", exceptions)


def periods_on(cal: Calendar, day: date) -> tuple[Period, ...]:
    """The periods of a date in order; none when closed."""
    if cal.always:
        return ALL_DAY
    exception = cal.exceptions.get(day)
    if exception is not None:
        return exception
    periods = cal.week[day.weekday()]
    return () if periods and cal.holidays(day) else periods


def is_working_day(cal: Calendar, day: date) -> bool:
    """Whether the place opens at all on a date."""
    return bool(periods_on(cal, day))


def is_open(cal: Calendar, at: datetime) -> bool:
    """Whether the place is open at a moment; the opening moment is inside, the closing moment outside."""
    at = _utc(at)
    return any(opens <= at < closes for opens, closes in _spans_on(cal, _day_of(cal, at)))


def next_opening(cal: Calendar, at: datetime) -> datetime | None:
    """The first moment after ``at`` when closed turns to open; None when there is none within the horizon."""
    at = _utc(at)
    closed_at: datetime | None = None
    for opens, closes in _spans(cal, at):
        if opens > at and opens != closed_at:
            return opens
        closed_at = closes
    return None


def next_closing(cal: Calendar, at: datetime) -> datetime | None:
    """The first moment after ``at`` when open turns to closed; None when there is none within the horizon."""
    at = _utc(at)
    closing: datetime | None = None
    for opens, closes in _spans(cal, at):
        if closing is not None and opens > closing:
            return closing
        if closes > at:
            closing = closes
    return closing if closing is not None and closing < _horizon(cal, at) else None


def open_time_between(cal: Calendar, a: datetime, b: datetime) -> timedelta:
    """Elapsed open time from ``a`` to ``b``; zero when ``b`` is not later."""
    a, b = _utc(a), _utc(b)
    if b <= a:
        return timedelta(0)
    if cal.always:
        return b - a
    first, last = _day_of(cal, a), _day_of(cal, b)
    total = _inside(cal, first, a, b)
    if last > first:
        total += _inside(cal, last, a, b) + _on_whole_days(cal, first + timedelta(days=1), last)
    return total


def add_open_time(cal: Calendar, at: datetime, amount: timedelta) -> datetime | None:
    """The first moment by which ``amount`` of open time has passed since ``at``; None beyond the horizon.

    Nothing to wait for gives ``at`` itself, open or not. Raises ``ValueError`` on a negative amount.
    """
    at = _utc(at)
    if amount < timedelta(0):
        raise ValueError("Open time can only be added; the amount is negative.")
    if not amount:
        return at
    for opens, closes in _spans(cal, at):
        begin = max(opens, at)
        if closes - begin >= amount:
            return begin + amount
        amount -= max(closes - begin, timedelta(0))
    return None


def _inside(cal: Calendar, day: date, a: datetime, b: datetime) -> timedelta:
    """Open time of one date that falls between two moments."""
    spans = _spans_on(cal, day)
    return sum((max(min(closes, b) - max(opens, a), timedelta(0)) for opens, closes in spans), timedelta(0))


def _on_whole_days(cal: Calendar, first: date, end: date) -> timedelta:
    """Open time of the dates from ``first`` up to but not including ``end``."""
    total = timedelta(0)
    lengths = {periods: sum((p.length for p in periods), timedelta(0)) for periods in cal.week}
    for day, steady in whole_days_between(cal.zone, first, end):
        periods = periods_on(cal, day)
        if steady and periods in lengths:
            total += lengths[periods]
        else:
            total += sum((closes - opens for opens, closes in _spans_on(cal, day)), timedelta(0))
    return total


def _spans(cal: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open spans in UTC in order, from the date of ``at`` to the horizon; touching ones are not joined."""
    day, end = _day_of(cal, at), _last_day(cal, at)
    while day < end:
        yield from _spans_on(cal, day)
        day += timedelta(days=1)


def _spans_on(cal: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    spans = []
    for period in periods_on(cal, day):
        opens = moment(cal.zone, day, period.opens)
        at_midnight = period.closes == MIDNIGHT
        closes = start_of(cal.zone, day + timedelta(days=1)) if at_midnight else moment(cal.zone, day, period.closes)
        if opens < closes:
            spans.append((opens, closes))
    return spans


def _day_of(cal: Calendar, at: datetime) -> date:
    """The date whose midnights enclose a moment, also where clocks are turned back over midnight."""
    day = at.astimezone(cal.zone).date()
    return day + timedelta(days=1) if at >= start_of(cal.zone, day + timedelta(days=1)) else day


def _last_day(cal: Calendar, at: datetime) -> date:
    return _day_of(cal, at) + HORIZON


def _horizon(cal: Calendar, at: datetime) -> datetime:
    return start_of(cal.zone, _last_day(cal, at))


def _in_order(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    ordered = tuple(sorted(periods, key=lambda period: period.opens))
    for earlier, later in pairwise(ordered):
        if earlier.closes == MIDNIGHT or later.opens < earlier.closes:
            raise ValueError(f"The periods {earlier} and {later} overlap; give each hour of the day once.")
    return ordered


def _since_midnight(clock: time, *, of_next_day: bool = False) -> timedelta:
    passed = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
    return passed + timedelta(days=1) if of_next_day else passed


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("A moment needs a time zone; this one has none.")
    return at.astimezone(UTC)
