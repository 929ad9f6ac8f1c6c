"""What other servers report of our mails: failures, delays and complaints. Each finds the message it speaks of."""

from __future__ import annotations

from kohtaamo.channels.mail import sentences
from kohtaamo.channels.mail.addressing import key_in
from kohtaamo.channels.mail.arriving import bare_id, references_of, storable
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.models import Intake
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports import Bounce
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.deliver import bounce
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Message
from kohtaamo.platform.journal.record import record

_OURS = (Author.US, Author.SYSTEM)


def place_bounce(intake: Intake, opened: Opened) -> None:
    """Set each reported delivery to failed; a delay is only noted. Without a message of ours nothing changes."""
    intake.outcome = Outcome.BOUNCE
    for reported in opened.reading.bounces:
        message = message_spoken_of(reported.original_message_id, reported.recipient, opened.letter)
        if message is None:
            continue
        intake.message = message
        if reported.delayed:
            intake.reason = sentences.delayed(reported.recipient)[:500]
            _note(message, "delivery.delayed", intake)
        else:
            _fail(message, reported)
    if intake.message is None:
        intake.reason = sentences.not_matched()
        record("mail.bounce", actor=None, intake=intake.pk)


def _fail(message: Message, reported: Bounce) -> None:
    bounce(
        message,
        address=storable(reported.recipient),
        code=reported.status,
        said=storable(reported.diagnostic or reported.reason),
        is_permanent=reported.permanent,
    )


def place_complaint(intake: Intake, opened: Opened) -> None:
    """Someone marked our mail as unwanted: told apart from failures, and put on the customer's path."""
    intake.outcome = Outcome.COMPLAINT
    for complaint in opened.reading.complaints:
        message = message_spoken_of(complaint.original_message_id, complaint.recipient, opened.letter)
        if message is not None:
            intake.message = message
            _note(message, "mail.complained", intake)
    if intake.message is None:
        intake.reason = sentences.not_matched()
        record("mail.complaint", actor=None, intake=intake.pk)


def message_spoken_of(identifier: str, recipient: str, letter: Letter) -> Message | None:
    """Our message a report is about: by the id in the report, by the ids it refers to, by the case's key.

    The key alone is enough only together with an address the message was sent to.
    """
    ids = [one for one in (bare_id(identifier), *reversed(references_of(letter))) if one]
    found = {one.header_id: one for one in Message.objects.filter(header_id__in=ids, author__in=_OURS)} if ids else {}
    if named := next((found[one] for one in ids if one in found), None):
        return named
    key = key_in(letter)
    if not key or not recipient:
        return None
    sent = Message.objects.filter(case__key=key, author__in=_OURS, deliveries__address__iexact=recipient)
    return sent.order_by("-id").first()


def _note(message: Message, kind: str, intake: Intake) -> None:
    case = message.case
    record(kind, actor=None, **where(case, message.encounter_id), **teamed(case), message=message.pk, intake=intake.pk)
