"""Numbers in words, and the small builders of meanings that all languages share."""

import re
from datetime import timedelta

from kohtaamo.promises.phrases.days import Dated, InDays, InMonths, InWorkingDays
from kohtaamo.promises.phrases.languages.language import Rule, rule
from kohtaamo.promises.phrases.meanings import Clock, Meaning

HOUR = r"(?:[01]?[0-9]|2[0-4])"
MINUTE = r"[0-5][0-9]"
UNITS = r"(?:e|€|\$|£|%|eur\b|euro|kr\b|sek\b|kpl|st\b|kg|cm|mm|m2|gb|mb)"
YEAR = r"(?: ?((?:19|20)[0-9]{2})(?![0-9])|([0-9]{2})(?![0-9.:]))?"


def number(words: dict[str, int], said: str | None) -> int | None:
    """The number a word or digits stand for; the upper end of "2-3"; one when nothing is said."""
    if said is None or not said.strip():
        return 1
    digits = re.findall(r"[0-9]+", said)
    if digits:
        return int(digits[-1])
    parts = [part for part in re.split(r"[\s-]+", said.strip()) if part in words]
    return words[parts[-1]] if parts else words.get(said.strip())


def clock(hour: str | int, minute: str | int | None = 0, *, loose: bool = False) -> Meaning | None:
    """A clock time, or None when there is no such hour."""
    found = Clock(int(hour), int(minute or 0), loose)
    return Meaning(clock=found) if found.is_real else None


def half_day_clock(hour: int, minute: int, half: str) -> Meaning | None:
    """A twelve-hour clock time with "a" or "p" for the half of the day."""
    if not 1 <= hour <= 12:
        return clock(hour, minute) if half == "p" and hour <= 23 else None
    return clock(hour % 12 + (12 if half == "p" else 0), minute)


def dated(day: str, month: str | int | None = None, year: str | None = None) -> Meaning | None:
    """A calendar date, or None when no month has such a day."""
    number_of_day, number_of_month = int(day), None if month is None else int(month)
    if not 1 <= number_of_day <= 31 or (number_of_month is not None and not 1 <= number_of_month <= 12):
        return None
    return Meaning(day=Dated(number_of_day, number_of_month, int(year) if year else None))


def span(count: int | None, unit: str) -> Meaning | None:
    """So many units from now; `unit` is minute, hour, day, workday, week or month."""
    if count is None or count > 1000:
        return None
    if unit in _ELAPSED:
        return Meaning(elapsed=count * _ELAPSED[unit], is_span=True)
    if unit == "month":
        return Meaning(day=InMonths(count), is_span=True)
    if unit == "workday":
        return Meaning(day=InWorkingDays(count), is_span=True)
    return Meaning(day=InDays(count * (7 if unit == "week" else 1)), is_span=True)


def and_a_half(count: int | None) -> Meaning | None:
    """So many hours and a half from now."""
    if count is None or count > 100:
        return None
    return Meaning(elapsed=timedelta(hours=count, minutes=30), is_span=True)


_ELAPSED = {
    "minute": timedelta(minutes=1),
    "quarter": timedelta(minutes=15),
    "half": timedelta(minutes=30),
    "hour": timedelta(hours=1),
    "round": timedelta(hours=24),
}


def _iso(match: re.Match[str]) -> Meaning | None:
    meaning = dated(match[3], match[2], match[1])
    if meaning is None or match[4] is None:
        return meaning
    hour = clock(match[4], match[5])
    return hour and meaning.with_more(hour)


def _day_month_year(match: re.Match[str]) -> Meaning | None:
    return dated(match[1], match[2], match[3] or match[4])


def _last_of_pair(match: re.Match[str]) -> Meaning | None:
    return clock(match[1], match[2])


WRITTEN: tuple[Rule, ...] = (
    rule(r"(?<![0-9./-])(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?:[t ]([0-9]{2}):([0-9]{2}))?(?![0-9-])", _iso),
    rule(rf"(?<![0-9.,:/])(?:[0-9]{{1,2}}\.? ?- ?)?([0-9]{{1,2}})\. ?([0-9]{{1,2}})\.{YEAR}", _day_month_year),
    rule(
        rf"(?<![0-9.,:/])(?:{HOUR}(?:[.:]{MINUTE})? ?- ?)?({HOUR}):({MINUTE})(?![0-9:]| ?[ap]\.?m\b)",
        _last_of_pair,
    ),
    rule(r"(?<![0-9./])([0-9]{1,2})/([0-9]{1,2})(?:/((?:20)?[0-9]{2}))?(?![0-9/])", lambda m: slashed(m)),
)
"""Dates and clock times that are written alike in all three languages."""


POINTED: Rule = rule(
    rf"(?<![0-9.,:/-])(?:{HOUR}(?:\.{MINUTE})? ?- ?)?({HOUR})\.(00|1[3-9]|[2-5][0-9])(?![0-9,:]|\.[0-9]| ?{UNITS}| ?%)",
    _last_of_pair,
)
"""A clock time with a point and no word before it: minutes that are no month."""


def untimed(match: re.Match[str]) -> Meaning | None:
    """A date written without its closing point, where a clock time would be an odd one."""
    return dated(match[1] or match[3], match[2] or match[4])


UNTIMED = r"(?:(2[5-9]|3[01])\.(10)|([0-9]{1,2})\.(1[12]|0?[1-9]))(?![0-9,:]|\.[0-9])"
UNPOINTED: Rule = rule(
    r"(?<=(?:na|ma|ti|ke|to|pe|la|su|ag|en)\x20)(?<!huomenna\x20)([0-9]{1,2})\.(1[12]|0?[1-9])(?![0-9.:,]|\.[0-9]| ?-)",
    lambda match: None if match[2] in ("05",) else dated(match[1], match[2]),
)
"""A date behind its weekday without the closing point: "Tuesday 2.12"; October there reads as a clock time."""


def slashed(match: re.Match[str]) -> Meaning | None:
    """3/12 is the third of December; 24/7 and the other way round are not dates here."""
    if match.group() == "24/7":
        return None
    return dated(match[1], match[2], match[3]) or (dated(match[2], match[1], match[3]) if match[3] else None)
