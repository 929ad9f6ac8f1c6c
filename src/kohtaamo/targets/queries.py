"""Reading targets, the clocks that run, and how often we kept to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.targets.choices import Aim
from kohtaamo.targets.models import Clock, Target
from kohtaamo.touchpoints.models import Touchpoint

Aims = Mapping[str, tuple[int, int]]  # for each aim: minutes of open time, percent after which it is near


def targets(viewer: Member) -> QuerySet[Target]:
    """Every target, the most general first. Raises ``NotAllowed``."""
    require(viewer, Right.MANAGE_TOUCHPOINTS)
    return every_target().select_related("touchpoint", "matter").order_by("touchpoint__name", "matter__name_fi", "pk")


def every_target() -> QuerySet[Target]:
    return Target.objects.all()


@prepared
def known_targets() -> QuerySet[Target]:
    """All of them, as quickly as every change of a case asks."""
    return Target.objects.all()


def aims_for(found: Iterable[Target], touchpoint: int, matter: int | None) -> Aims:
    """What holds for a case there of that kind: for each aim the most specific target that sets it."""
    fitting = [
        one for one in found if one.touchpoint_id in {None, touchpoint} and (one.matter_id is None or one.matter_id == matter)
    ]  # fmt: skip
    aims: dict[str, tuple[int, int]] = {}
    for target in sorted(fitting, key=lambda one: one.rank, reverse=True):
        for aim in Aim.values:
            minutes = getattr(target, aim)
            if minutes:
                aims[aim] = (minutes, target.warn)
    return aims


@dataclass(frozen=True)
class Mark:
    """What a person is shown of a case's nearest clock: what is to be done by when, and how it stands."""

    aim: str
    due_at: datetime
    stands: str  # "open", "risk", "late"

    @property
    def label(self) -> str:
        return str(Aim(self.aim).label)


def marks(cases: Collection[Case]) -> dict[int, Mark]:
    """The nearest running clock of each of these cases, which the viewer already has. One question."""
    return {clock.case_id: mark_of(clock) for clock in _running([case.pk for case in cases])}


@prepared
def _running(cases: Sequence[int]) -> QuerySet[Clock]:
    """The nearest last."""
    return Clock.objects.filter(case__id__in=cases, ended_at=None, due_at__isnull=False).order_by("-due_at")


def mark_of(clock: Clock) -> Mark:
    at, due = now(), clock.due_at or now()
    near = clock.warn_at is not None and clock.warn_at <= at
    return Mark(clock.aim, due, "late" if due <= at else "risk" if near else "open")


@dataclass(frozen=True)
class Kept:
    """Of one aim at a touchpoint: how many were to be in time and how many were; those still running in time uncounted."""

    aim: str
    counted: int
    in_time: int

    @property
    def label(self) -> str:
        return str(Aim(self.aim).label)


def kept(touchpoint: Touchpoint, *, since: datetime) -> list[Kept]:
    """The share within each target, of clocks that started since then. One that is open and late counts as missed."""
    late = Q(ended_at=None) & (Q(due_at__lte=now()) | Q(missed_at__isnull=False))
    rows = (
        Clock.objects.filter(touchpoint=touchpoint, started_at__gte=since)
        .filter(Q(ended_at__isnull=False) | late)
        .order_by()
        .values("aim")
        .annotate(counted=Count("pk"), good=Count("pk", filter=Q(in_time=True, ended_at__isnull=False)))
    )
    found = {row["aim"]: Kept(row["aim"], row["counted"], row["good"]) for row in rows}
    return [found[aim] for aim in Aim.values if aim in found]
