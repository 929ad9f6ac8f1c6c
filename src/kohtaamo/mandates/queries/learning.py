"""What decisions teach: by kind and touchpoint, only where enough of them by enough people stand together.

Nothing here is ever by person, and a group that is too small is not even counted among the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Sum

from kohtaamo.encounters.choices import Feeling
from kohtaamo.encounters.models import Encounter
from kohtaamo.mandates.choices import RequestState
from kohtaamo.mandates.models import Decision, Kind, Mandate, Request
from kohtaamo.mandates.queries.seeing import visible_decisions, visible_requests
from kohtaamo.mandates.rules import LEAST_DECISIONS, LEAST_PEOPLE
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint

CAME_BACK_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Lesson:
    """What was given of a kind at a touchpoint.

    ``amount`` is the sum that stands after corrections. Feelings are means of steps 1 to 5 over the ``felt`` decisions
    in which the feeling was noted before and later in the case; None when fewer than enough. ``came_back`` of
    ``ripe``: the customer met us again within 30 days, of decisions that old.
    """

    kind: Kind
    touchpoint: Touchpoint
    count: int
    amount: int
    felt: int
    before: float | None
    after: float | None
    ripe: int
    came_back: int


def lessons(viewer: Member, *, since: datetime) -> list[Lesson]:
    """Groups of at least five decisions by at least three people in cases the viewer sees, the most frequent first."""
    decisions = visible_decisions(viewer).filter(at__gte=since, amount_now__gt=0)
    rows: QuerySet[Any, Any] = (
        _with_return(decisions).order_by().values("kind_id", "touchpoint_id").annotate(**_figures())
    )
    is_enough = {"count__gte": LEAST_DECISIONS, "people__gte": LEAST_PEOPLE}
    enough: list[Any] = list(rows.filter(**is_enough).order_by("-count", "kind_id", "touchpoint_id"))
    kinds = Kind.objects.in_bulk({row["kind_id"] for row in enough})
    places = Touchpoint.objects.in_bulk({row["touchpoint_id"] for row in enough})
    return [_lesson(row, kinds[row["kind_id"]], places[row["touchpoint_id"]]) for row in enough]


def _with_return(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    later = Encounter.objects.filter(
        customer_id=OuterRef("customer_id"), is_history=False,
        arrived_at__gt=OuterRef("at"), arrived_at__lte=OuterRef("at") + CAME_BACK_WITHIN,
    ).exclude(case_id=OuterRef("case_id"))  # fmt: skip
    return decisions.annotate(returned=Exists(later))


def _figures() -> dict[str, Count | Sum | Avg]:
    felt = Q(feeling_before__isnull=False, case__feeling__isnull=False)
    ripe = Q(at__lte=now() - CAME_BACK_WITHIN)
    return {
        "count": Count("pk"), "people": Count("member", distinct=True), "amount": Sum("amount_now"),
        "felt": Count("pk", filter=felt), "before": Avg("feeling_before", filter=felt),
        "after": Avg("case__feeling", filter=felt),
        "ripe": Count("pk", filter=ripe), "came_back": Count("pk", filter=ripe & Q(returned=True)),
    }  # fmt: skip


def _lesson(row: dict[str, Any], kind: Kind, touchpoint: Touchpoint) -> Lesson:
    felt_enough, ripe_enough = row["felt"] >= LEAST_DECISIONS, row["ripe"] >= LEAST_DECISIONS
    return Lesson(
        kind=kind, touchpoint=touchpoint, count=row["count"], amount=row["amount"],
        felt=row["felt"] if felt_enough else 0,
        before=row["before"] if felt_enough else None, after=row["after"] if felt_enough else None,
        ripe=row["ripe"] if ripe_enough else 0, came_back=row["came_back"] if ripe_enough else 0,
    )  # fmt: skip


@dataclass(frozen=True)
class AskedOver:
    """How often more was asked for than a mandate gives, at least five times by at least three people."""

    kind: Kind
    mandate: Mandate | None
    asked: int
    granted: int


def asked_over(viewer: Member, *, since: datetime) -> list[AskedOver]:
    """The limits asked over most often, the most asked first; a mandate of one person never gathers enough."""
    asked = visible_requests(viewer).filter(asked_at__gte=since).exclude(state=RequestState.WITHDRAWN)
    rows = asked.order_by().values("kind_id", "mandate_id").annotate(
        asked=Count("pk"), people=Count("asked_by", distinct=True),
        granted=Count("pk", filter=_granted()),
    )  # fmt: skip
    enough = list(rows.filter(asked__gte=LEAST_DECISIONS, people__gte=LEAST_PEOPLE).order_by("-asked", "kind_id")[:20])
    kinds = Kind.objects.in_bulk({row["kind_id"] for row in enough})
    named = Mandate.objects.select_related("kind", "role", "team", "member", "touchpoint")
    mandates = named.in_bulk([row["mandate_id"] for row in enough if row["mandate_id"]])
    return [
        AskedOver(kinds[row["kind_id"]], mandates.get(row["mandate_id"]), row["asked"], row["granted"])
        for row in enough
    ]


def _granted() -> Q:
    by_default = Q(state=RequestState.DEFAULTED, default_answer="grant")
    return Q(state=RequestState.GRANTED) | by_default


def helped_and_concluded(kind: Kind, *, newest: int = 500) -> tuple[int, int]:
    """Of the newest decisions that came to an end: in how many the feeling rose or the case was solved, and how many.

    Concluded means that the meeting has ended or the case is settled. A case solved with the customer left upset or
    disappointed, and no better than before, was not helped.
    """
    latest = Decision.objects.filter(kind=kind, amount_now__gt=0).order_by("-pk").values("pk")[:newest]
    over = Q(case__settled_at__isnull=False) | Q(encounter__ended_at__isnull=False)
    rose = Q(case__feeling__gt=F("feeling_before"))
    left_sad = Q(case__feeling__isnull=False, case__feeling__lt=Feeling.CALM)
    solved = (Q(encounter__outcome="solved") | Q(case__settled_at__gte=F("at"))) & ~left_sad
    found = Decision.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).filter(over)
    sums = found.aggregate(all=Count("pk"), helped=Count("pk", filter=rose | solved))
    return sums["helped"], sums["all"]


def answer_waits(kind: Kind, *, days: int = 90, newest: int = 500) -> list[float]:
    """How long, in seconds, each request of the last days waited until a person answered it."""
    since = now() - timedelta(days=days)
    answered = [RequestState.GRANTED, RequestState.DECLINED]
    found = Request.objects.filter(kind=kind, state__in=answered, answered_at__gte=since).order_by("-answered_at")
    pairs = found.values_list("asked_at", "answered_at")[:newest]
    return [(until - at).total_seconds() for at, until in pairs if until is not None]
