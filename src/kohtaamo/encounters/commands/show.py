"""Letting a colleague see one case, and no longer."""

from __future__ import annotations

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Sight
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def let_see(*, actor: Member, case: Case, member: Member) -> Sight:
    """Let a colleague see this case though it is not of their teams. Raises ``Invalid`` for one who has left."""
    require(actor, Right.ASSIGN)
    if not member.is_active:
        raise Invalid
    with unit_of_work():
        case = hold(actor, case)
        sight, is_new = Sight.objects.get_or_create(
            case=case, member=member, defaults={"given_by": actor, "given_at": now()}
        )
        if is_new:
            record("case.shown", actor=actor, **where(case), **teamed(case), member=member.pk)
        return sight


def hide(*, actor: Member, case: Case, member: Member) -> None:
    """They see it no longer by having been let; what their teams let them see stays.

    Raises ``NotFound`` for one who was not let see it.
    """
    require(actor, Right.ASSIGN)
    with unit_of_work():
        case = hold(actor, case)
        if not Sight.objects.filter(case=case, member=member).delete()[0]:
            raise NotFound
        record("case.hidden", actor=actor, **where(case), **teamed(case), member=member.pk)
