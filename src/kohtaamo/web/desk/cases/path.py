"""The customer's path on the encounter page: the latest meetings and the fine line between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

SHOWN = 12
CALM = 3
_LEFT = {1: 10, 2: 18, 3: 26, 4: 34, 5: 42}  # px: it leans left when it hurts, right when it delights


@dataclass(frozen=True)
class Step:
    """One meeting on the path; ``thread`` is the line to the one before it, empty at the beginning."""

    encounter: Encounter
    feeling: int | None
    is_here: bool
    thread: str

    @property
    def place(self) -> int:
        return self.feeling or CALM


@dataclass(frozen=True)
class Path:
    """The latest steps, newest first, and how many there are in all."""

    steps: list[Step]
    count: int


def path_of(viewer: Member, case: Case) -> Path:
    """The path of the case's customer, through the cases this viewer may see."""
    if viewer.may(Right.SEE_ALL):
        newest = _newest(case.customer_id, now())
    else:
        newest = _newest_within(case.customer_id, viewer.pk, [0, *sorted(viewer.team_ids)], now())
    feelings = [_feeling(encounter, case) for encounter in newest]
    steps = [
        Step(encounter, feelings[i], encounter.case_id == case.pk, _thread(feelings[i : i + 2]))
        for i, encounter in enumerate(newest[:SHOWN])
    ]
    return Path(steps=steps, count=len(newest) if len(newest) <= SHOWN else _count(viewer, case))


def _count(viewer: Member, case: Case) -> int:
    return Encounter.objects.filter(in_sight(viewer), customer_id=case.customer_id).count()


@prepared
def _newest(customer: int, at: datetime) -> QuerySet[Encounter]:
    return _shown(Encounter.objects.filter(customer_id=customer), at)


@prepared
def _newest_within(customer: int, member: int, teams: Sequence[int], at: datetime) -> QuerySet[Encounter]:
    return _shown(Encounter.objects.filter(_within(member, teams), customer_id=customer), at)


def _within(member: int, teams: Sequence[int]) -> Q:
    return Q(case__team__id__in=teams) | Q(case__owner_id=member)


def _shown(walked: QuerySet[Encounter], at: datetime) -> QuerySet[Encounter]:
    late = Q(state=PromiseState.BROKEN) | Q(state=PromiseState.OPEN, due_at__lt=at)
    broken = Exists(Promise.objects.filter(late, encounter=OuterRef("pk")))
    with_where = walked.select_related("case", "touchpoint").annotate(broken=broken)
    return with_where.order_by("-arrived_at", "-id")[: SHOWN + 1]


def _feeling(encounter: Encounter, case: Case) -> int | None:
    noted = encounter.feeling_end or encounter.feeling_start
    return case.feeling if noted is None and encounter.case_id == case.pk and encounter.ended_at is None else noted


def _thread(pair: list[int | None]) -> str:
    """The curve of a path's ``d``, on a box 52 wide and 100 high."""
    if len(pair) < 2:
        return ""
    here, there = (_LEFT[feeling or CALM] for feeling in pair)
    return f"M{here} 0C{here} 55 {there} 45 {there} 100"
