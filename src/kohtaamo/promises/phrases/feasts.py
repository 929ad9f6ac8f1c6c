"""The feasts people count by ("before Easter", "right after Christmas"), as Finland keeps them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from kohtaamo.promises.phrases.days import Today

_Days = tuple[date, date]


@dataclass(frozen=True)
class Feast:
    """The first free day of a feast; before it work is done."""

    name: str

    def on(self, today: Today, _clock: time) -> date | None:
        return next((first for first, _ in _coming(self.name, today.day) if first >= today.day), None)


@dataclass(frozen=True)
class AfterFeast:
    """The first working day after a feast, or the first such weekday."""

    name: str
    weekday: int | None = None

    def on(self, today: Today, _clock: time) -> date | None:
        last = next((last for _, last in _coming(self.name, today.day) if last >= today.day), None)
        if last is None:
            return None
        day = last + timedelta(days=1)
        if self.weekday is not None:
            return day + timedelta(days=(self.weekday - day.weekday()) % 7)
        return today.first_working_day(day, day + timedelta(days=9))


def easter_sunday(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian method (Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _coming(name: str, day: date) -> list[_Days]:
    return [_FEASTS[name](year) for year in (day.year, day.year + 1)]


def _fixed(first: tuple[int, int], last: tuple[int, int]) -> Callable[[int], _Days]:
    return lambda year: (date(year, *first), date(year, *last))


def _from_easter(first: int, last: int) -> Callable[[int], _Days]:
    return lambda year: (easter_sunday(year) + timedelta(days=first), easter_sunday(year) + timedelta(days=last))


def _on_weekday(month: int, day: int, weekday: int, length: int) -> Callable[[int], _Days]:
    """A feast that begins on the first such weekday from a date on."""

    def days(year: int) -> _Days:
        opening = date(year, month, day)
        first = opening + timedelta(days=(weekday - opening.weekday()) % 7)
        return first, first + timedelta(days=length - 1)

    return days


_FEASTS: dict[str, Callable[[int], _Days]] = {
    "new year": _fixed((1, 1), (1, 1)),
    "epiphany": _fixed((1, 6), (1, 6)),
    "easter": _from_easter(-2, 1),
    "may day": _fixed((5, 1), (5, 1)),
    "ascension": _from_easter(39, 39),
    "midsummer": _on_weekday(6, 19, 4, 3),
    "all saints": _on_weekday(10, 31, 5, 1),
    "independence": _fixed((12, 6), (12, 6)),
    "christmas": _fixed((12, 24), (12, 26)),
}
