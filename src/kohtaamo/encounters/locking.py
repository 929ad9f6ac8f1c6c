"""Holding a case still while a command changes it."""

from __future__ import annotations

from kohtaamo.encounters.errors import JoinedElsewhere
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import sees
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.models import Member


def hold(actor: Member, case: Case) -> Case:
    """The case, read anew and locked to the end of the unit.

    Raises ``NotFound`` when the actor may not see it, ``JoinedElsewhere`` when it lives on in another.
    """
    if not sees(actor, case):
        raise NotFound
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.merged_into_id is not None:
        raise JoinedElsewhere(Case(pk=held.merged_into_id).number)
    return held


def where(case: Case, encounter: int | None = None) -> dict[str, int | None]:
    """The journal's columns for something in this case."""
    return {
        "customer": case.customer_id,
        "case": case.pk,
        "encounter": encounter,
        "touchpoint": case.touchpoint_id,
    }


def teamed(case: Case) -> dict[str, int | None]:
    """Whose screens the change concerns."""
    return {"team": case.team_id, "owner": case.owner_id}
