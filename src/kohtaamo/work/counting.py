"""How many cases each of several lists holds, in one question and at a bounded price.

No more than ``MOST`` are counted of a list, and no more than ``LOOKED_AT`` looked at: what lies beyond is told by a plus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.work.narrowing import Narrowing, base_of

MOST = 999
LOOKED_AT = 3000


@dataclass(frozen=True)
class Count:
    """At least ``number``; ``has_more`` when there may be more than that."""

    number: int
    has_more: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.has_more else str(self.number)


def counts_of(viewer: Member, lists: Sequence[Narrowing]) -> list[Count]:
    """A count for each list, in their order. One question to the database."""
    if not lists:
        return []
    parts = [_part(each) for asked in lists for each in _questions(viewer, asked)]
    sql = ", ".join(f"(SELECT count(*) FROM ({part}) c{place})" for place, (part, _params) in enumerate(parts))  # noqa: S608 - by Django
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [param for _part, params in parts for param in params])
        found = cursor.fetchone()
    return [_count(*found[place : place + 2]) for place in range(0, len(found), 2)]


def _questions(viewer: Member, asked: Narrowing) -> tuple[QuerySet[Case, Any], QuerySet[Case, Any]]:
    """Those that are counted, and those looked at for it."""
    base = base_of(viewer, asked).order_by().values("pk")
    if asked.rest == Q():
        return base[: MOST + 1], base.none()
    looked_at = base[: LOOKED_AT + 1]
    return Case.objects.filter(asked.rest, pk__in=looked_at).order_by().values("pk")[: MOST + 1], looked_at


def _part(cases: QuerySet[Case, Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, params = cases.query.sql_with_params()
    except EmptyResultSet:  # nothing can match
        return "SELECT 1 WHERE 1 = 0", ()
    return sql, params


def _count(number: int, looked_at: int) -> Count:
    return Count(min(number, MOST), number > MOST or looked_at > LOOKED_AT)
