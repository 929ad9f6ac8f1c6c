"""Wall time to UTC over daylight saving, so that later wall times never come earlier.

PEP 495 names the two odd cases: a fold, when a wall time comes twice (its first coming is meant here), and a gap,
when it never comes (the moment the clocks jump is meant here).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)
NO_OFFSET = timedelta(0)


def moment(zone: ZoneInfo, day: date, clock: time) -> datetime:
    """The moment in UTC when the clocks of a zone reach a wall time."""
    wall = datetime.combine(day, clock)
    early, late = _offset(zone, wall), _offset(zone, wall.replace(fold=1))
    if early < late:
        return _jump(zone, wall - late, wall - early)
    return (wall - early).replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def start_of(zone: ZoneInfo, day: date) -> datetime:
    """The moment in UTC when a date begins in a zone."""
    return moment(zone, day, time(0, 0))


def whole_days_between(zone: ZoneInfo, first: date, end: date) -> Iterator[tuple[date, bool]]:
    """Each date up to but not including ``end``, and whether its clocks stand still (it lasts 24 hours)."""
    begins = _offset(zone, datetime.combine(first, time(0, 0)))
    day = first
    while day < end:
        following = day + ONE_DAY
        ends = _offset(zone, datetime.combine(following, time(0, 0)))
        yield day, begins == ends
        day, begins = following, ends


def _offset(zone: ZoneInfo, wall: datetime) -> timedelta:
    return zone.utcoffset(wall.replace(tzinfo=zone)) or NO_OFFSET


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second between two naive UTC moments when the offset changes, by halving."""
    before, after = before.replace(tzinfo=UTC), after.replace(tzinfo=UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > ONE_SECOND:
        middle = before + timedelta(seconds=(after - before) // ONE_SECOND // 2)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
