"""Reading the register: what is late, at risk and due, and how well we keep our word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.promises.rules import wilson
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def visible_promises(viewer: Member) -> QuerySet[Promise]:
    """The promises of cases this person may see, and those they keep themselves."""
    if not viewer.is_active:
        return Promise.objects.none()
    if viewer.may(Right.SEE_ALL):
        return Promise.objects.all()
    return Promise.objects.filter(Q(team_id__in=viewer.team_ids) | Q(owner=viewer) | Q(case__owner=viewer))


def promise_for(viewer: Member, promise_id: int) -> Promise:
    """One promise the viewer may see. Raises ``NotFound``."""
    found = (
        visible_promises(viewer)
        .select_related("case", "customer", "owner", "made_by", "team", "message")
        .prefetch_related("moves__moved_by")
        .filter(pk=promise_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def open_promises(viewer: Member, *, mine: bool = False, team: int | None = None) -> QuerySet[Promise]:
    """Open promises, the first due first."""
    found = visible_promises(viewer).filter(state=PromiseState.OPEN)
    if mine:
        found = found.filter(owner=viewer)
    if team is not None:
        found = found.filter(team_id=team)
    return found.select_related("case", "customer", "owner", "made_by", "team").order_by("due_at", "id")


def settled_promises(viewer: Member, *, mine: bool = False, team: int | None = None) -> QuerySet[Promise]:
    """Kept, broken and withdrawn promises, the latest settled first."""
    found = visible_promises(viewer).exclude(state=PromiseState.OPEN)
    if mine:
        found = found.filter(owner=viewer)
    if team is not None:
        found = found.filter(team_id=team)
    found = found.select_related("case", "customer", "owner", "made_by", "team", "state_by")
    return found.order_by("-state_at", "-id")


def untold_promises(viewer: Member) -> QuerySet[Promise]:
    """Open promises the customer does not know of: the message that told of them did not arrive."""
    return open_promises(viewer).filter(confirmation_failed_at__isnull=False)


def promises_of(case: Case) -> list[Promise]:
    """The promises of a case the viewer already has, newest first, with their moves."""
    return list(
        Promise.objects.filter(case=case)
        .select_related("owner", "made_by")
        .prefetch_related("moves")
        .order_by("-made_at", "-id")
    )


@dataclass(frozen=True)
class KeptRate:
    """Of ``counted`` promises ``kept`` were kept; ``low`` and ``high`` bound the share at 95 %."""

    kept: int
    counted: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.kept / self.counted if self.counted else None


def counted_promises(promises: QuerySet[Promise], at: datetime) -> QuerySet[Promise]:
    """Those that count: settled by us or past their first date; the withdrawn and the undue are left out."""
    return promises.exclude(state=PromiseState.WITHDRAWN).filter(
        Q(state__in=[PromiseState.KEPT, PromiseState.BROKEN]) | Q(first_due_at__lt=at)
    )


WAS_KEPT = (
    Q(state=PromiseState.KEPT, kept_at__lte=F("first_due_at"), confirmation_failed_at__isnull=True)
    & ~Q(in_full=False)
    & ~Q(in_form=False)
)


def kept_rate(viewer: Member, *, since: datetime, until: datetime | None = None, team: int | None = None) -> KeptRate:
    """How many promises first due in the period were kept, of those that count."""
    until = until or now()
    promises = visible_promises(viewer).filter(first_due_at__gte=since, first_due_at__lt=until)
    if team is not None:
        promises = promises.filter(team_id=team)
    sums = counted_promises(promises, now()).aggregate(counted=Count("pk"), kept=Count("pk", filter=WAS_KEPT))
    low, high = wilson(sums["kept"], sums["counted"])
    return KeptRate(kept=sums["kept"], counted=sums["counted"], low=low, high=high)


@dataclass(frozen=True)
class WeekRate:
    """A week's kept rate; ``starts`` is its Monday."""

    starts: datetime
    rate: KeptRate


def kept_by_week(viewer: Member, *, monday: datetime, weeks: int = 12, team: int | None = None) -> list[WeekRate]:
    """The kept rate of each of the latest weeks, the one beginning at ``monday`` last and counted up to now."""
    promises = visible_promises(viewer)
    if team is not None:
        promises = promises.filter(team_id=team)
    starts = [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    at = now()
    due = promises.filter(first_due_at__gte=starts[0], first_due_at__lt=at)
    sums = counted_promises(due, at).aggregate(
        **{f"counted{i}": Count("pk", filter=_within(start)) for i, start in enumerate(starts)},
        **{f"kept{i}": Count("pk", filter=_within(start) & WAS_KEPT) for i, start in enumerate(starts)},
    )
    return [
        WeekRate(start, KeptRate(sums[f"kept{i}"], sums[f"counted{i}"], *wilson(sums[f"kept{i}"], sums[f"counted{i}"])))
        for i, start in enumerate(starts)
    ]


def _within(start: datetime) -> Q:
    return Q(first_due_at__gte=start, first_due_at__lt=start + timedelta(weeks=1))
