"""What other servers report of our mails: failures, delays and complaints. Each finds the message it speaks of."""

from __future__ import annotations

from kohtaamo.channels.mail import sentences
from kohtaamo.channels.mail.addressing import key_in, written_to
from kohtaamo.channels.mail.arriving import bare_id, references_of, storable
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.models import Intake
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports import Bounce
from kohtaamo.channels.mail.returning import delivery_in
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.deliver import bounce
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Delivery, Message, Participant
from kohtaamo.encounters.queries import delivery_spoken_of
from kohtaamo.platform.journal.record import record

_OURS = (Author.US, Author.SYSTEM, Author.ASIDE)


def place_bounce(intake: Intake, opened: Opened) -> None:
    """Set each reported delivery to failed; a delay is only noted.

    A report to the signed return path of a delivery is of that delivery. Else only what names our message and a recipient
    of it, and comes from no one who takes part in the case, is believed, where no signed path was used. Of anything else nothing changes, and the report is shown to those who mend things.
    """
    intake.outcome, intake.reason = Outcome.BOUNCE, sentences.not_matched()
    signed = delivery_in(written_to(opened.letter, intake.envelope_to))
    returned = Delivery.objects.select_related("message__case").filter(pk=signed).first() if signed else None
    for reported in opened.reading.bounces:
        delivery, doubt = (returned, "") if returned else _meant(reported, intake, opened.letter)
        if delivery is not None:
            intake.message = delivery.message
            intake.reason = _believe(delivery, reported, intake)[:500]
        elif intake.message is None:
            intake.reason = doubt[:500]
    if intake.message is None:
        record("mail.bounce", actor=None, intake=intake.pk)


def _meant(reported: Bounce, intake: Intake, letter: Letter) -> tuple[Delivery | None, str]:
    """The delivery a report means, or None and why it is not believed."""
    recipient = storable(reported.recipient)
    message = message_spoken_of(reported.original_message_id, recipient, letter)
    if message is None:
        return None, sentences.not_matched()
    if _takes_part(message, intake.sender):
        return None, sentences.not_a_server(intake.sender)
    delivery = delivery_spoken_of(message, recipient, sent_to=storable(reported.original_to))
    if delivery is not None and delivery.signed:
        return None, sentences.not_to_signed()
    return delivery, "" if delivery else sentences.no_recipient(recipient)


def _takes_part(message: Message, sender: str) -> bool:
    """Whether a person of the case wrote it: a failure is told by a server."""
    address, case = sender.lower(), message.case
    theirs = Identity.objects.filter(customer_id=case.customer_id, kind=IdentityKind.EMAIL, value=address)
    return theirs.exists() or Participant.objects.filter(case=case, address=address).exists()


def _believe(delivery: Delivery, reported: Bounce, intake: Intake) -> str:
    """Note what was reported; returns what to say of it."""
    if reported.delayed:
        _note(delivery.message, "delivery.delayed", intake)
        return sentences.delayed(delivery.address)
    said = storable(reported.diagnostic or reported.reason)
    bounce(delivery, code=reported.status, said=said, is_permanent=reported.permanent)
    return ""


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
