"""A note among us: seen by staff who see the case, never by the customer."""

from __future__ import annotations

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.draft import drop_draft
from kohtaamo.encounters.errors import NothingWritten
from kohtaamo.encounters.events import Noted
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Attachment, Case, Encounter, Message
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def write_note(*, actor: Member, case: Case, text: str, once: str = "", keeps_draft: bool = False) -> Message:
    """Write a note in the case's latest encounter, with what the writer's draft held unless it ``keeps_draft``.

    Raises ``NothingWritten``.
    """
    require(actor, Right.ANSWER)
    if not text.strip():
        raise NothingWritten
    with unit_of_work():
        case = hold(actor, case)
        if once and (made := Message.objects.filter(once=once, case=case).first()):
            return made
        encounter = Encounter.objects.filter(case=case).latest("id")
        message = Message.objects.create(
            case=case, encounter=encounter, author=Author.NOTE, member=actor, sender_name=actor.name,
            text=text.strip(), at=now(), once=once,
        )  # fmt: skip
        if not keeps_draft:
            Attachment.objects.filter(draft__case=case, draft__member=actor).update(message=message, draft=None)
            drop_draft(actor=actor, case=case)
        record("note.written", actor=actor, **where(case, encounter.pk), **teamed(case), message=message.pk)
        publish(Noted(message=message, by=actor))
        return message
