"""A person's working hours: periods by weekday, as the member row keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kohtaamo.staff.errors import WrongHours

WeekHours = Mapping[int, Sequence[tuple[str, str]]]
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


def read_time(text: str) -> str:
    """``8``, ``8.30`` or ``08:30`` as ``08:30``; 24:00 ends a day. Raises ``WrongHours``."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise WrongHours
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise WrongHours
    return f"{hour:02d}:{minute:02d}"


def working_hours(week: WeekHours) -> dict[str, list[list[str]]]:
    """Periods by weekday (Monday is 0) in the form that is kept, in order. Raises ``WrongHours`` when they overlap."""
    return {str(day): _day(periods) for day, periods in sorted(week.items()) if periods and 0 <= day <= 6}


def _day(periods: Sequence[tuple[str, str]]) -> list[list[str]]:
    ordered = sorted([read_time(starts), read_time(ends)] for starts, ends in periods)
    times = [time for period in ordered for time in period]
    if any(later <= earlier for earlier, later in ordered) or times != sorted(times):
        raise WrongHours
    return ordered


def read_day(text: str) -> list[tuple[str, str]]:
    """``8–12, 13–16`` as periods of one day; empty when nothing is written. Raises ``WrongHours``."""
    periods = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        ends = re.split(r"\s*[-–—]\s*", part)
        if len(ends) != 2:
            raise WrongHours
        periods.append((read_time(ends[0]), read_time(ends[1])))
    return periods


def day_as_text(periods: Sequence[Sequence[str]]) -> str:
    """The periods of one day as a person would write them: ``8–12, 13–16.30``."""
    return ", ".join(f"{_short(starts)}–{_short(ends)}" for starts, ends in periods)


def _short(time: str) -> str:
    hour, _colon, minute = time.partition(":")
    return f"{int(hour)}" if minute == "00" else f"{int(hour)}.{minute}"
