"""What a time said in words means, and the instant it falls due."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from kohtaamo.promises.phrases.days import (
    Before,
    Dated,
    DayRule,
    InDays,
    InWorkingDays,
    Today,
    Weekday,
)
from kohtaamo.promises.phrases.feasts import Feast
from kohtaamo.promises.phrases.joining import joined

NOON = time(12, 0)
EVENING = time(20, 0)
LAST_MINUTE = time(23, 59)
FARTHEST_DAYS = 1100


@dataclass(frozen=True)
class Clock:
    """A clock time as said. `loose` is a twelve-hour one ("at 4"): working hours, unless a part of day says more."""

    hour: int
    minute: int = 0
    loose: bool = False

    @property
    def is_real(self) -> bool:
        return (0 <= self.hour <= 23 and 0 <= self.minute <= 59) or (self.hour == 24 and self.minute == 0)

    def reading(self, part: str) -> tuple[time, int]:
        """Time of day, and how many days later it is (midnight closes its day)."""
        hour = self.hour
        if self.loose and hour < 12:
            hour += 12 * self._is_later_half(part)
        if hour == 24:
            return time(0, 0), 1
        return time(hour, self.minute), 0

    def _is_later_half(self, part: str) -> bool:
        if part in ("afternoon", "evening"):
            return True
        return part != "morning" and 1 <= self.hour <= 6


@dataclass(frozen=True)
class Meaning:
    """One time or a part of one: a day, a clock time, a part of the day, or a span that runs from now."""

    day: DayRule | None = None
    clock: Clock | None = None
    part: str = ""
    elapsed: timedelta | None = None
    before: bool = False
    is_span: bool = False

    @property
    def has_day(self) -> bool:
        return self.day is not None or self.elapsed is not None

    @property
    def has_hour(self) -> bool:
        return self.clock is not None or bool(self.part) or self.elapsed is not None

    def with_more(self, other: "Meaning") -> "Meaning | None":
        """Both said together, or None when they cannot be one time."""
        if (self.clock and other.clock) or (self.elapsed and other.has_day) or (other.elapsed and self.has_day):
            return None
        day = joined(self.day, other.day)
        if self.day and other.day and day is None:
            return None
        return replace(
            self,
            day=day,
            clock=self.clock or other.clock,
            part=_narrower(self.part, other.part),
            elapsed=self.elapsed or other.elapsed,
            before=self.before or other.before,
            is_span=self.is_span or other.is_span,
        )

    def due(self, today: Today) -> datetime | None:
        """The last moment that still keeps this promise, in UTC; None when it is not ahead of now."""
        if self.elapsed is not None and (self.clock is None or self.elapsed >= timedelta(days=1)):
            return _elapsed(today, self.elapsed)
        hour, later = self._hour(today)
        day = self._date(today, hour if not later else time.max)
        if day is None or not 0 <= (day - today.day).days <= FARTHEST_DAYS:
            return None
        if self.day == InDays(0) and not self.has_hour and today.is_past(hour):
            hour = EVENING if not today.is_past(EVENING) else LAST_MINUTE
        return _instant(today, day + timedelta(days=later), hour)

    def _hour(self, today: Today) -> tuple[time, int]:
        if self.clock is not None:
            return self.clock.reading(self.part)
        return _PARTS.get(self.part, today.day_end), 0

    def _date(self, today: Today, hour: time) -> date | None:
        if self.day is None:
            return self._nearest(today, hour)
        if self.before and not self.has_hour and isinstance(self.day, InDays | Weekday | Dated | Feast):
            return Before(self.day).on(today, hour)
        named_only = isinstance(self.day, Weekday) and not self.has_hour
        return self.day.on(today, time.min if named_only else hour)

    def _nearest(self, today: Today, hour: time) -> date | None:
        if not today.is_past(hour):
            return today.day
        return InWorkingDays(1).on(today, hour) if self.clock else InDays(1).on(today, hour)


_PARTS = {"morning": NOON, "early afternoon": time(14, 0), "evening": EVENING}
_VAGUE_PARTS = ("", "day")


def _narrower(first: str, second: str) -> str:
    return second if first in _VAGUE_PARTS else first


def _elapsed(today: Today, span: timedelta) -> datetime | None:
    if not timedelta(0) < span < timedelta(days=366):
        return None
    return today.now.astimezone(UTC) + span


def _instant(today: Today, day: date, hour: time) -> datetime | None:
    """Wall clock to UTC. In the hour that is repeated the first is meant, unless it is gone already."""
    now = today.now.astimezone(UTC)
    local = datetime.combine(day, hour, tzinfo=today.now.tzinfo)
    readings = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return next((due for due in readings if due > now), None)
