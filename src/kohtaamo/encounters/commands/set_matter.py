"""Saying in one touch what kind of matter a case is."""

from __future__ import annotations

from kohtaamo.encounters.events import MatterSet
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Matter


def set_matter(*, actor: Member, case: Case, matter: Matter | None) -> Case:
    """The case is of this kind; None when it is of none. Raises ``Invalid`` for a kind out of use."""
    require(actor, Right.ANSWER)
    if matter is not None and not matter.is_active:
        raise Invalid
    with unit_of_work():
        case = hold(actor, case)
        if case.matter_id != (matter.pk if matter else None):
            case.matter = matter
            case.save(update_fields=["matter"])
            record("case.matter_set", actor=actor, **where(case), **teamed(case), matter=case.matter_id)
            publish(MatterSet(case))
        return case
