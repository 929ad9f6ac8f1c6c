"""What may follow what, and how far an offer leaves its template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from kohtaamo.offers.choices import OfferState, Per
from kohtaamo.offers.models import Line
from kohtaamo.offers.money import line_total
from kohtaamo.platform.time import default_zone, now

LONGEST = timedelta(days=365)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
WARNED = timedelta(days=2)
TIMES = {Per.ONCE: 1, Per.MONTH: 12, Per.YEAR: 1}  # what is paid again and again is reckoned for a year

NEXT: dict[str, frozenset[str]] = {
    OfferState.DRAFT: frozenset({OfferState.GIVEN, OfferState.WITHDRAWN}),
    OfferState.GIVEN: frozenset(
        {
            OfferState.DRAFT, OfferState.GIVEN, OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED,
            OfferState.WITHDRAWN,
        }
    ),
    OfferState.WITHDRAWN: frozenset({OfferState.GIVEN}),  # only while the letter about it has not left
}  # fmt: skip


def may_become(state: str, other: str) -> bool:
    """Whether an offer may pass from one state to another; what is accepted, declined or lapsed stays so."""
    return other in NEXT.get(state, frozenset())


def given_away(lines: Iterable[Line]) -> int:
    """By how many cents the lines are below their list prices, those paid again and again reckoned for a year.

    A line above its list price makes up for none below: each discount is a decision of its own.
    """
    return sum(_below(line) * TIMES[Per(line.per)] for line in lines)


def _below(line: Line) -> int:
    return max(0, line_total(line.quantity, line.list_price) - line.total)


def at_list(lines: Iterable[Line]) -> int:
    """What the lines would cost at list prices, reckoned the same way."""
    return sum(line_total(line.quantity, line.list_price) * TIMES[Per(line.per)] for line in lines)


def extra_days(valid_to: date, usual: int | None) -> int:
    """By how many days the last day is later than the template's, counted from today."""
    return 0 if usual is None else max(0, (valid_to - today()).days - usual)


def is_sensible(day: date | None) -> bool:
    """Whether a day is one people agree on, not a slip of the finger; none is."""
    return day is None or FIRST <= day <= LAST


def today() -> date:
    """The day it is, in the organisation's zone."""
    return now().astimezone(default_zone()).date()


def end_of(day: date) -> datetime:
    """The moment a day ends in the organisation's zone."""
    return datetime.combine(day + timedelta(days=1), time(), default_zone())


def warned_from(given_at: datetime, valid_until: datetime) -> datetime:
    """From when its maker is told that an offer lapses soon: two days before, at half time of a shorter one."""
    return max(valid_until - WARNED, given_at + (valid_until - given_at) / 2)
