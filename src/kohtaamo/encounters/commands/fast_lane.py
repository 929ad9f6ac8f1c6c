"""The fast lane: distress noted by a person takes a case past the ordinary queue, with a person named at once."""

from __future__ import annotations

from kohtaamo.encounters.choices import Feeling
from kohtaamo.encounters.commands.take import may_have
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def open_fast_lane(*, actor: Member, case: Case, owner: Member | None = None) -> Case:
    """Take the case past the queue. ``owner`` is named to meet the customer; else whoever has it, else the actor.

    Opened again, only the person changes. Raises ``Invalid`` for someone who may not have the case.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        named = owner or case.owner or actor
        if not (named.is_active and may_have(named, case.team)):
            raise Invalid
        if case.fast_lane_at is not None and case.owner_id == named.pk:
            return case
        case.fast_lane_at, case.owner, case.changed_at = case.fast_lane_at or now(), named, now()
        case.save(update_fields=["fast_lane_at", "owner", "changed_at"])
        record("case.fast_lane", actor=actor, **where(case), **teamed(case), member=named.pk)
        return case


def leave_fast_lane(*, actor: Member, case: Case) -> Case:
    """The worst is over: the case waits like the others."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        if case.fast_lane_at is not None:
            case.fast_lane_at, case.changed_at = None, now()
            case.save(update_fields=["fast_lane_at", "changed_at"])
            record("case.fast_lane_left", actor=actor, **where(case), **teamed(case))
        return case


def follow_feeling(*, actor: Member, case: Case, feeling: int) -> None:
    """A noted feeling opens the lane when it hurts most, and closes it when the customer is calm again."""
    if feeling == Feeling.FURIOUS:
        open_fast_lane(actor=actor, case=case)
    elif feeling >= Feeling.CALM:
        leave_fast_lane(actor=actor, case=case)
