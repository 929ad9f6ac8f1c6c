"""Writing down that the customer has been told of a decision after it was made: in person or by phone."""

from __future__ import annotations

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.mandates.choices import Telling
from kohtaamo.mandates.models import Decision
from kohtaamo.mandates.queries.seeing import may_see
from kohtaamo.mandates.wording import how_told
from kohtaamo.platform.errors import Invalid, NotAllowed
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def note_telling(*, actor: Member, decision: Decision, told: str) -> Decision:
    """The customer has been told. One already told is left as it is: a second press changes nothing.

    Raises ``NotAllowed``, ``NotFound`` for one who does not see the case, ``Invalid`` for another way of telling.
    """
    require(actor, Right.ANSWER)
    if not may_see(actor):
        raise NotAllowed
    if told not in {Telling.PERSON, Telling.PHONE}:
        raise Invalid
    with unit_of_work():
        case = hold(actor, decision.case)
        held = Decision.objects.select_for_update(of=("self",)).select_related("kind").get(pk=decision.pk)
        if held.told == Telling.NOT_YET:
            held.told = told
            held.save(update_fields=["told"])
            write_note(actor=actor, case=case, text=how_told(case, held.kind, told), keeps_draft=True)
            record(
                "decision.told", actor=actor, **where(case, held.encounter_id), **teamed(case),
                decision=held.pk, told=str(told),
            )  # fmt: skip
        return held
