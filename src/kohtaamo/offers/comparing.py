"""What an offer changes of the present contract, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from kohtaamo.offers.choices import Change

ALIKE = 88  # of 100: the same thing, spelt a little differently


class Row(Protocol):
    """A line of a contract or an offer."""

    what: str
    quantity: int
    unit: str
    price: int
    per: str

    @property
    def total(self) -> int: ...


@dataclass(frozen=True)
class Pair:
    """A line as it is and as it is offered; ``less`` is by how many cents each payment falls, below nought: rises."""

    change: Change
    before: Row | None
    after: Row | None
    less: int = 0


def compare(before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """Every line of both, in the order of the offer, what is left out last. Lines are the same by their words."""
    left, pairs = list(before), []
    for row in after:
        match = _match(row, left)
        if match is not None:
            left.remove(match)
        pairs.append(_pair(match, row))
    return pairs + [Pair(Change.GONE, row, None) for row in left]


def _match(row: Row, among: Sequence[Row]) -> Row | None:
    """The likeliest line among these, when it is likely enough."""
    scored = [(fuzz.ratio(_plain(row.what), _plain(each.what)), -place) for place, each in enumerate(among)]
    best = max(scored, default=(0.0, 0))
    return among[-best[1]] if best[0] >= ALIKE else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _pair(before: Row | None, after: Row) -> Pair:
    if before is None:
        return Pair(Change.NEW, None, after)
    if before.per != after.per or before.unit != after.unit or before.quantity != after.quantity:
        return Pair(Change.OTHER, before, after)
    less = before.total - after.total
    change = Change.CHEAPER if less > 0 else Change.DEARER if less < 0 else Change.SAME
    return Pair(change, before, after, less)
