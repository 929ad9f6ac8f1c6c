"""Reading the register: what is late, at risk and due, and how well we keep our word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum, Value
from django.db.models.lookups import LessThanOrEqual

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.promises.rules import RISK_LEAST, RISK_MOST, RISK_SHARE, wilson
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def visible_promises(viewer: Member) -> QuerySet[Promise]:
    """The promises of cases this person may see, and those they keep themselves."""
    if not viewer.is_active:
        return Promise.objects.none()
    if viewer.may(Right.SEE_ALL):
        return Promise.objects.all()
    return Promise.objects.filter(Q(team__id__in=viewer.team_ids) | Q(owner=viewer) | Q(case__owner=viewer))


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


def at_risk(at: datetime) -> Q:
    """What makes an open promise one at risk, as ``rules.risk_from`` tells of one."""
    whole = ExpressionWrapper((F("due_at") - F("made_at")) * RISK_SHARE, DurationField())
    left = ExpressionWrapper(F("due_at") - Value(at, DateTimeField()), DurationField())
    short = Q(due_at__lte=at + RISK_LEAST) | Q(LessThanOrEqual(left, whole))
    return Q(due_at__gte=at, due_at__lte=at + RISK_MOST) & short


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
    return _of_case(case.pk)


@prepared
def _of_case(case: int) -> QuerySet[Promise]:
    found = Promise.objects.filter(case_id=case).select_related("owner", "made_by").prefetch_related("moves")
    return found.order_by("-made_at", "-id")


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


def counted_promises(viewer: Member, *, team: int | None = None) -> QuerySet[Promise]:
    """The promises a kept rate is counted from: of one team, else all the viewer's teams, the withdrawn left out.

    Within times that have passed each of them counts: it is settled by us, or its first date is past. Whose one
    keeps outside one's teams does not change the rate: nobody's promises are counted alone.
    """
    found = Promise.objects.exclude(state=PromiseState.WITHDRAWN)
    if not viewer.is_active:
        return found.none()
    if not viewer.may(Right.SEE_ALL):
        found = found.filter(team__id__in=viewer.team_ids)
    return found if team is None else found.filter(team_id=team)


def kept_rate(viewer: Member, *, since: datetime, until: datetime | None = None, team: int | None = None) -> KeptRate:
    """How many promises first due in the period, and by now, were kept, of those that count."""
    until = min(until or now(), now())
    (rate,) = _rates(counted_promises(viewer, team=team), [(since, until)])
    return rate


@dataclass(frozen=True)
class WeekRate:
    """A week's kept rate; ``starts`` is its Monday."""

    starts: datetime
    rate: KeptRate


def kept_by_week(viewer: Member, *, monday: datetime, weeks: int = 12, team: int | None = None) -> list[WeekRate]:
    """The kept rate of each of the latest weeks, the one beginning at ``monday`` last and counted up to now."""
    starts = [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    periods = [(start, min(start + timedelta(weeks=1), now())) for start in starts]
    rates = _rates(counted_promises(viewer, team=team), periods)
    return [WeekRate(start, rate) for start, rate in zip(starts, rates, strict=True)]


def _rates(promises: QuerySet[Promise], periods: list[tuple[datetime, datetime]]) -> list[KeptRate]:
    """The rate of each period, counted in one query: every period is a stretch of the index, read once."""

    def within(place: int, since: datetime, until: datetime) -> QuerySet[Promise, Any]:
        due = promises.filter(first_due_at__gte=since, first_due_at__lt=until)
        return due.values(place=Value(place)).annotate(counted=Count("*"), kept=Sum("counts_kept"))

    first, *others = [within(place, *period) for place, period in enumerate(periods)]
    sums = {row["place"]: (row["kept"] or 0, row["counted"]) for row in first.union(*others, all=True)}
    found = [sums.get(place, (0, 0)) for place in range(len(periods))]
    return [KeptRate(kept, counted, *wilson(kept, counted)) for kept, counted in found]
