"""Which mandate applies, how much is left of it, and what figures are enough to propose another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from kohtaamo.mandates.choices import Limit, Period
from kohtaamo.mandates.models import Mandate
from kohtaamo.platform.time import default_zone

LEAST_DECISIONS, LEAST_PEOPLE = 5, 3  # a smaller group is never shown
LEAST_HELPED = 5  # "helped 9 times of 11" only from this many
LEAST_REQUESTS, WIDEN_GRANTED, WIDEN_TO = 10, 0.9, 0.8
LEAST_LOOSE, LOOSE_SHARE, LOOSE_TYPICAL = 20, 0.4, 0.95


def period_start(period: str, at: datetime) -> datetime:
    """When the period that holds this moment began, in the organisation's zone; a week begins on Monday."""
    local = at.astimezone(default_zone())
    day = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    if period == Period.WEEK:
        day -= timedelta(days=day.weekday())
    elif period == Period.MONTH:
        day = day.replace(day=1)
    elif period == Period.YEAR:
        day = day.replace(month=1, day=1)
    return day.replace(tzinfo=default_zone()).astimezone(UTC)


def how_specific(mandate: Mandate) -> tuple[int, int, int, int]:
    """Larger wins: a person before a team before a role, a touchpoint before none, then the larger limit, the newer."""
    to = 3 if mandate.member_id else 2 if mandate.team_id else 1
    return to, int(mandate.touchpoint_id is not None), mandate.per_encounter, mandate.pk


def most_specific(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Of each kind the one that applies, in the order of the kinds."""
    found: dict[int, Mandate] = {}
    for mandate in mandates:
        best = found.get(mandate.kind_id)
        if best is None or how_specific(mandate) > how_specific(best):
            found[mandate.kind_id] = mandate
    return [found[kind] for kind in sorted(found)]


@dataclass(frozen=True)
class Used:
    """How much of a kind has been given, after corrections: in this meeting, and in the period to the customer and by
    the person."""

    encounter: int = 0
    customer: int = 0
    person: int = 0


@dataclass(frozen=True)
class Remaining:
    """A mandate that applies and what is used of its limits."""

    mandate: Mandate
    used: Used

    def of(self, limit: str) -> int | None:
        """What is left of one limit, never below nought; None when it does not bind."""
        most, used = {
            Limit.ENCOUNTER: (self.mandate.per_encounter, self.used.encounter),
            Limit.CUSTOMER: (self.mandate.per_customer, self.used.customer),
            Limit.PERIOD: (self.mandate.per_person, self.used.person),
        }[Limit(limit)]
        return None if most is None else max(0, most - used)

    @property
    def tightest(self) -> Limit:
        """The limit with the least left; of equal ones the first."""
        lefts = [(left, order, limit) for order, limit in enumerate(_BINDING) if (left := self.of(limit)) is not None]
        return min(lefts)[2]

    @property
    def left(self) -> int:
        """How much may still be decided here."""
        return self.of(self.tightest) or 0


_BINDING = (Limit.ENCOUNTER, Limit.CUSTOMER, Limit.PERIOD)


def percentile(amounts: Sequence[int], share: float) -> int:
    """The smallest amount that at least this share of them does not pass (nearest rank)."""
    ordered = sorted(amounts)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def rounded_up(amount: int, step: int) -> int:
    """The next whole step."""
    return -(-amount // step) * step


def median(values: Sequence[float]) -> float | None:
    """The middle of the values; None of none."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
