"""Moments of a working week: when customers write, call and come, and how long an answer takes in open hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from kohtaamo.platform.time import default_zone
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.hours import Calendar, add_open_time, is_open, next_closing, next_opening
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.touchpoints.queries import calendar_of

WEEK = (13, 11, 10, 10, 11, 6, 3)  # how much happens on each weekday, Monday first
WRITING = (0, 0, 0, 0, 0, 1, 3, 8, 10, 9, 8, 7, 7, 6, 6, 7, 7, 6, 6, 7, 8, 6, 3, 1)  # mails in each hour


class Days:
    """The days the demonstration tells of, up to ``at``; the calendars of touchpoints are read once."""

    def __init__(self, chance: Random, at: datetime, days: int) -> None:
        self._chance, self.at, self._days = chance, at, days
        self._calendars: dict[int, Calendar] = {}
        self.begins = at - timedelta(days=days)

    def calendar(self, touchpoint: Touchpoint) -> Calendar:
        if touchpoint.pk not in self._calendars:
            self._calendars[touchpoint.pk] = calendar_of(touchpoint)
        return self._calendars[touchpoint.pk]

    def arrival(self, touchpoint: Touchpoint) -> datetime:
        """A moment when a customer would come to this touchpoint: mails at any hour, others while it is open."""
        while True:
            found = self._moment(WRITING if touchpoint.channel == Channel.MAIL else (1,) * 24)
            if self.begins < found < self.at and (
                touchpoint.channel == Channel.MAIL or is_open(self.calendar(touchpoint), found)
            ):
                return found

    def _moment(self, hours: tuple[int, ...]) -> datetime:
        chance, zone = self._chance, default_zone()
        back = chance.randint(0, self._days)
        day = (self.at.astimezone(zone) - timedelta(days=back)).date()
        if chance.random() > WEEK[day.weekday()] / max(WEEK):
            return self.at
        hour = chance.choices(range(24), hours)[0]
        return datetime.combine(day, time(hour, chance.randint(0, 59), chance.randint(0, 59)), zone)

    def answered(self, touchpoint: Touchpoint, arrived: datetime, minutes: float) -> datetime:
        """The moment after so many open minutes."""
        found = add_open_time(self.calendar(touchpoint), arrived, timedelta(minutes=minutes))
        return found or arrived + timedelta(minutes=minutes)

    def due_in(self, touchpoint: Touchpoint, made: datetime, days: int) -> datetime:
        """A round hour some open days later, inside opening hours."""
        day = (made.astimezone(default_zone()) + timedelta(days=days)).date()
        wanted = datetime.combine(day, time(self._chance.choice((10, 12, 14, 15, 16))), default_zone())
        cal = self.calendar(touchpoint)
        if is_open(cal, wanted):
            return wanted
        opening = next_opening(cal, wanted)
        closing = next_closing(cal, opening) if opening else None
        return closing or wanted

    def round(self, at: datetime, minutes: int = 15) -> datetime:
        """The next full quarter, or other share of an hour."""
        step = timedelta(minutes=minutes)
        return datetime.fromtimestamp(-(-at.timestamp() // step.total_seconds()) * step.total_seconds(), at.tzinfo)
