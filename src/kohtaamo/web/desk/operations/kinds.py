"""What can be wrong, one kind after another, the worst first: its sentence, its rows, the buttons that mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet

from kohtaamo.staff.models import Member


class Level(StrEnum):
    """How bad: something is broken, something may still be saved, or it is only good to know."""

    BROKEN = "late"
    AT_RISK = "risk"
    TO_KNOW = "calm"


@dataclass(frozen=True)
class Act:
    """A button on a row: its words and where it posts; ``asks`` for a reason first."""

    label: str
    url: str
    asks: bool = False


@dataclass(frozen=True)
class Row:
    """One thing in a list: what it is, why it is here, since when, where it is read, what mends it."""

    what: str
    why: str = ""
    at: datetime | None = None
    href: str = ""
    acts: tuple[Act, ...] = ()
    place: str = ""  # where in the list the next page goes on


@dataclass(frozen=True)
class Kind:
    """A kind of trouble. ``order`` is the field lists go by, the newest first; ``rows`` shows found things to a viewer."""

    slug: str
    level: Level
    sentence: Callable[[int], str]
    found: Callable[[], QuerySet[Any]]
    rows: Callable[[Sequence[Any], Member], list[Row]]
    order: str = "pk"
    advice: str = ""

    def newest(self, before: tuple[Any, Any] | None, size: int) -> list[Model]:
        """At most ``size`` things after the place ``before`` (value of the order field, primary key)."""
        found = self.found().order_by(f"-{self.order}", "-pk")
        if before is not None:
            value, key = before
            found = found.filter(Q(**{f"{self.order}__lt": value}) | Q(**{self.order: value, "pk__lt": key}))
        return list(found[:size])
