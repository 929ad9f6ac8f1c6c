"""Long lists a leaf at a time: each address names the key after which it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from kohtaamo.platform.numbers import number_in

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Leaf(Generic[Row]):
    """The rows of one leaf, and the key after which the next goes on; None on the last."""

    rows: list[Row]
    after: int | None


def leaf(found: QuerySet[Row], after: str, most: int, *, rising: bool = False) -> Leaf[Row]:
    """At most ``most`` rows after the key ``after``, as a browser sent it; the newest first, or the oldest if ``rising``.

    What is no key begins the list. Nothing is counted: one row more is looked at.
    """
    key = number_in(after)
    if key is not None:
        found = found.filter(pk__gt=key) if rising else found.filter(pk__lt=key)
    rows = list(found.order_by("pk" if rising else "-pk")[: most + 1])
    return Leaf(rows[:most], rows[most - 1].pk if len(rows) > most else None)
