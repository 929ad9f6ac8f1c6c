"""Noticing: the moment a person first sees that someone waits."""

from __future__ import annotations

from django.db.models import QuerySet

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def notice(*, actor: Member, case: Case) -> int:
    """Mark the case's waiting encounters as noticed by this person; returns how many were new to us.

    One who only looks on (a manager without the right to answer) has not noticed on the customer's behalf.
    """
    if not actor.may(Right.ANSWER):
        return 0
    unseen = Encounter.objects.filter(case=case, noticed_at__isnull=True, ended_at__isnull=True)
    if not _any_unseen(case.pk):
        return 0
    with unit_of_work():
        hold(actor, case)
        ids = list(unseen.select_for_update().values_list("pk", flat=True))
        Encounter.objects.filter(pk__in=ids).update(noticed_at=now(), noticed_by=actor)
        for encounter in ids:
            record("encounter.noticed", actor=actor, **where(case, encounter), **teamed(case))
        return len(ids)


@prepared
def _any_unseen(case: int) -> QuerySet[Encounter, int]:
    found = Encounter.objects.filter(case_id=case, noticed_at__isnull=True, ended_at__isnull=True)
    return found.values_list("pk", flat=True)[:1]
