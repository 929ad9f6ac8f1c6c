"""Reading which cases sleep and which woke."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Woken
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.models import Member

LATELY = timedelta(hours=24)


def asleep(viewer: Member) -> QuerySet[Snooze]:
    """The cases that sleep and this person may see, the first to wake first; those without a time last."""
    found = Snooze.objects.filter(in_sight(viewer), woken_at=None)
    return found.select_related("case__customer", "by", "promise").order_by(F("until").asc(nulls_last=True), "pk")


def asleep_of(case: Case) -> Snooze | None:
    """The sleep of a case the viewer already has; None when it is awake."""
    return next(iter(_asleep(case.pk)), None)


@prepared
def _asleep(case: int) -> QuerySet[Snooze]:
    return Snooze.objects.filter(case_id=case, woken_at=None).select_related("by", "promise").order_by("pk")[:1]


def woken_lately(viewer: Member, *, most: int = 10) -> list[Snooze]:
    """One's own that woke within a day by themselves and still wait for us, the latest first."""
    return _woken(viewer, now() - LATELY, most=most)


@prepared
def _woken(viewer: Member, since: datetime, *, most: int) -> QuerySet[Snooze]:
    woken = Snooze.objects.filter(by=viewer, woken_at__gt=since, case__state=CaseState.WAITING_US)
    woken = woken.filter(in_sight(viewer)).exclude(woken_why=Woken.HAND)
    return woken.select_related("case__customer").order_by("-woken_at")[:most]
