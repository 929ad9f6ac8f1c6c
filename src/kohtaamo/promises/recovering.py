"""Reading recoveries: what waits to be put right, and what putting right teaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import RecoveryState
from kohtaamo.promises.models import Recovery
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

SHOWN_WITH = ("case", "customer", "owner", "promise", "lateness", "failed_message")
LEAST = 5  # a smaller group is never shown
WITHIN_A_DAY = timedelta(days=1)
CAME_BACK_WITHIN, FAILED_WITHIN = timedelta(days=30), timedelta(days=90)


def visible_recoveries(viewer: Member) -> QuerySet[Recovery]:
    """The recoveries in cases this person may see."""
    if not viewer.is_active:
        return Recovery.objects.none()
    if viewer.may(Right.SEE_ALL):
        return Recovery.objects.all()
    return Recovery.objects.filter(Q(case__team__id__in=viewer.team_ids) | Q(case__owner=viewer))


def open_recoveries(viewer: Member) -> QuerySet[Recovery]:
    """What is still to be put right: second failures first, then the longest open."""
    found = visible_recoveries(viewer).filter(state=RecoveryState.OPEN).select_related(*SHOWN_WITH)
    return found.order_by("-is_second", "opened_at", "pk")


def recoveries_for(viewer: Member) -> QuerySet[Recovery]:
    """What this person is to put right: their own, and their teams' that nobody has."""
    if not viewer.may(Right.ANSWER):
        return Recovery.objects.none()
    nobodys = (Q(owner__isnull=True) | Q(owner__is_active=False)) & Q(case__team__id__in=viewer.team_ids)
    own = Q(owner=viewer)
    return open_recoveries(viewer).filter(own | nobodys)


def recovery_for(viewer: Member, recovery_id: int) -> Recovery:
    """One recovery. Raises ``NotFound``."""
    found = visible_recoveries(viewer).select_related(
        *SHOWN_WITH, "case__touchpoint", "settled_by", "apology", "decision__kind", "new_promise"
    )
    recovery = found.filter(pk=recovery_id).first()
    if recovery is None:
        raise NotFound
    return recovery


def recoveries_of(case: Case) -> list[Recovery]:
    """The recoveries of a case the viewer already has, open ones first, then the newest."""
    return sorted(_of_case(case.pk), key=lambda each: not each.is_open)


@prepared
def _of_case(case: int) -> QuerySet[Recovery]:
    found = Recovery.objects.filter(case_id=case).select_related(
        "owner", "promise", "lateness", "settled_by", "new_promise"
    )
    return found.order_by("-pk")[:20]


@dataclass(frozen=True)
class CameOfIt:
    """What came of putting one thing right: the customer's first words since, when they met us about another matter
    within 30 days, and whether those days have passed."""

    said: Message | None
    returned_at: datetime | None
    is_over: bool


def outcome_of(viewer: Member, recovery: Recovery) -> CameOfIt | None:
    """The outcome of a recovery the viewer already has, of what they may see: two queries. None while it is open."""
    since = recovery.settled_at
    if since is None:
        return None
    words = Message.objects.filter(case=recovery.case_id, author=Author.CUSTOMER, is_automatic=False, at__gt=since)
    again = Encounter.objects.filter(in_sight(viewer), customer=recovery.customer_id, is_history=False)
    later = again.filter(arrived_at__gt=since, arrived_at__lte=since + CAME_BACK_WITHIN).exclude(case=recovery.case_id)
    return CameOfIt(
        words.filter(outside_case=False).order_by("at", "pk").first(),
        later.order_by("arrived_at").values_list("arrived_at", flat=True).first(), now() >= since + CAME_BACK_WITHIN,
    )  # fmt: skip


@dataclass(frozen=True)
class Taught:
    """What putting right after one kind of failing taught.

    Of ``count`` recoveries that were made, ``in_a_day`` were made within a day. Feelings are means of steps 1 to 5
    over the ``felt`` ones with a feeling noted both before and after, None when fewer than five. ``came_back`` of
    ``ripe``: met us again within 30 days, of those that old. ``failed_again``: failed again within 90 days.
    """

    failing: str
    is_second: bool
    count: int
    in_a_day: int
    felt: int
    before: float | None
    after: float | None
    ripe: int
    came_back: int
    failed_again: int


def lessons(viewer: Member, *, since: datetime) -> list[Taught]:
    """Groups of at least five recoveries in cases the viewer sees, second failures apart, the most frequent first."""
    made = visible_recoveries(viewer).filter(state=RecoveryState.MADE, opened_at__gte=since)
    rows: QuerySet[Any, Any] = _with_outcome(made).order_by().values("failing", "is_second").annotate(**_figures())
    enough: list[Any] = list(rows.filter(count__gte=LEAST).order_by("-count", "failing", "is_second"))
    return [_taught(row) for row in enough]


def _with_outcome(made: QuerySet[Recovery]) -> QuerySet[Recovery]:
    later = Encounter.objects.filter(
        customer_id=OuterRef("customer_id"), is_history=False,
        arrived_at__gt=OuterRef("settled_at"), arrived_at__lte=OuterRef("settled_at") + CAME_BACK_WITHIN,
    )  # fmt: skip
    again = Recovery.objects.filter(
        customer_id=OuterRef("customer_id"),
        opened_at__gt=OuterRef("settled_at"), opened_at__lte=OuterRef("settled_at") + FAILED_WITHIN,
    )  # fmt: skip
    return made.annotate(returned=Exists(later), again=Exists(again))


def _figures() -> dict[str, Count | Avg]:
    felt = Q(feeling_before__isnull=False, feeling_after__isnull=False)
    ripe = Q(settled_at__lte=now() - CAME_BACK_WITHIN)
    return {
        "count": Count("pk"),
        "in_a_day": Count("pk", filter=Q(settled_at__lte=F("opened_at") + WITHIN_A_DAY)),
        "felt": Count("pk", filter=felt), "before": Avg("feeling_before", filter=felt),
        "after": Avg("feeling_after", filter=felt),
        "ripe": Count("pk", filter=ripe), "came_back": Count("pk", filter=ripe & Q(returned=True)),
        "failed_again": Count("pk", filter=Q(again=True)),
    }  # fmt: skip


def _taught(row: dict[str, Any]) -> Taught:
    felt_enough, ripe_enough = row["felt"] >= LEAST, row["ripe"] >= LEAST
    return Taught(
        failing=row["failing"], is_second=row["is_second"], count=row["count"], in_a_day=row["in_a_day"],
        felt=row["felt"] if felt_enough else 0,
        before=row["before"] if felt_enough else None, after=row["after"] if felt_enough else None,
        ripe=row["ripe"] if ripe_enough else 0, came_back=row["came_back"] if ripe_enough else 0,
        failed_again=row["failed_again"],
    )  # fmt: skip
