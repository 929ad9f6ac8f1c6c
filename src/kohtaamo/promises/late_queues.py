"""Queues in which many answers are late at once, and the cases in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, QuerySet

from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import LateQueue, Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint

MANY = 10  # answers late at once: from here on it is the queue that is late, not one answer after another

Place = tuple[int, int]  # touchpoint, team


@dataclass(frozen=True)
class Lateness:
    """How many answers are late in one place, and when the oldest was due."""

    count: int
    oldest_due_at: datetime


def late_answers() -> QuerySet[Promise]:
    """The promises to answer that are open past their time."""
    return Promise.objects.filter(source=Source.ANSWER_TIME, state=PromiseState.OPEN, due_at__lt=now())


def crowds() -> dict[Place, Lateness]:
    """Where at least ``MANY`` answers are late now. One query over the open promises past their time."""
    grouped = late_answers().order_by().values(place=F("case__touchpoint_id"), whose=F("team_id"))
    found = grouped.annotate(count=Count("pk"), oldest=Min("due_at")).filter(count__gte=MANY)
    return {(row["place"], row["whose"]): Lateness(row["count"], row["oldest"]) for row in found}


def late_queues(viewer: Member) -> list[LateQueue]:
    """The late queues of the viewer's teams, or of all with the right to see them; the longest first."""
    return _late_queues(viewer)


@prepared
def _late_queues(viewer: Member) -> QuerySet[LateQueue]:
    found = LateQueue.objects.select_related("touchpoint", "team").order_by("-count", "pk")
    return found if viewer.may(Right.SEE_ALL) else found.filter(team__id__in=viewer.team_ids)


def late_cases(viewer: Member, touchpoint: Touchpoint) -> list[int]:
    """The ids of the cases at a touchpoint whose answer is late, of those the viewer may see."""
    found = visible_cases(viewer).filter(pk__in=late_answers().filter(case__touchpoint=touchpoint).values("case_id"))
    return list(found.order_by("pk").values_list("pk", flat=True))
