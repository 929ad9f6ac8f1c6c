"""Finnish holidays, as shops and offices keep them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def finnish_holidays(day: date) -> bool:
    """Whether a date is a public holiday in Finland, Midsummer Eve and Christmas Eve included.

    The eves are no holidays by law but are kept as such by nearly every employer, and the ``holidays`` library
    lists them among the public ones. An ordinary Sunday is not a holiday.
    """
    return day in _holidays_of(day.year)


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    # The library takes a third of a second to import; most processes never ask.
    import holidays

    return frozenset(holidays.country_holidays("FI", years=year))
