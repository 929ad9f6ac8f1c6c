"""Placing a read mail: a person's words into a case, reports to the message they speak of, the unwanted apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet

from kohtaamo.channels.mail import sentences
from kohtaamo.channels.mail.addressing import Destination, find_destination, others
from kohtaamo.channels.mail.arriving import arrival_of, bare_id, storable, with_files
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.commands.acknowledge import MANY, acknowledge
from kohtaamo.channels.mail.commands.doorway import touchpoint_for
from kohtaamo.channels.mail.commands.reports import place_bounce, place_complaint
from kohtaamo.channels.mail.judging import (
    authenticated,
    is_forged,
    is_own_echo,
    is_unknown,
    sender_of,
    unwanted_because,
)
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading.letter import Address
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.models import Message, Participant
from kohtaamo.encounters.threading import find_case
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now

MOST_PARTICIPANTS = 50  # a mail to more than these is no talk between people


@prepared
def our_mailboxes() -> QuerySet[Mailbox]:
    """All our mailboxes."""
    return Mailbox.objects.all()


def place(intake: Intake, opened: Opened, *, anyway: bool = False, ours: Sequence[Mailbox] = ()) -> None:
    """Decide what the mail is and do it; the intake carries the outcome and is saved by the caller.

    ``ours`` are our mailboxes, when the caller already has them.
    """
    ours = ours or our_mailboxes()
    letter, reading = opened.letter, opened.reading
    digest = intake.raw.digest if intake.raw else opened.content
    sender = sender_of(letter, envelope_from=intake.envelope_from, digest=digest, ours=ours)
    where = find_destination(letter, envelope_to=intake.envelope_to, fetched_from=intake.mailbox, ours=ours)
    _describe(intake, opened, sender, where)
    if anyway:
        _place_words(intake, opened, sender, where, ours)
    elif is_own_echo(letter, ours):
        _apart(intake, Outcome.AUTO_REPLY, sentences.own_echo())
    elif reading.outcome == "bounce":
        place_bounce(intake, opened)
    elif reading.outcome == "complaint":
        place_complaint(intake, opened)
    elif code := unwanted_because(letter, sender.address):
        _apart(intake, Outcome.SPAM, sentences.unwanted(code))
    elif reading.outcome == "auto_reply":
        _place_automatic(intake, opened, sender, where, ours)
    else:
        _place_words(intake, opened, sender, where, ours)


def _describe(intake: Intake, opened: Opened, sender: Address, where: Destination) -> None:
    letter = opened.letter
    intake.sender = storable(sender.address)[:320]
    intake.subject = " ".join(storable(letter.subject).split())[:300]
    intake.header_id, intake.content = bare_id(letter.message_id), opened.content
    intake.mailbox = intake.mailbox or where.mailbox
    intake.authentication = authenticated(intake, letter)
    intake.reason = ""


def _apart(intake: Intake, outcome: str, reason: str) -> None:
    intake.outcome, intake.reason = outcome, reason[:500]
    record(f"mail.{outcome}", actor=None, intake=intake.pk)


def _place_words(intake: Intake, opened: Opened, sender: Address, where: Destination, ours: Sequence[Mailbox]) -> None:
    """A person's mail: the same message by another way is not said twice, any other becomes a message.

    The writer is held first, so that the same message coming by two ways at once finds its twin.
    """
    touchpoint, mailbox = touchpoint_for(where.mailbox, ours)
    arrival = arrival_of(intake, opened, sender, where, touchpoint, ours=ours)
    recognise(kind=arrival.identity_kind, value=arrival.identity, name=arrival.sender_name)
    if twin := _twin(intake):
        address = twin.mailbox.address if twin.mailbox else ""
        intake.outcome, intake.message, intake.original = Outcome.STORED, twin.message, twin
        intake.reason = sentences.came_also(address)
        return
    message = receive(with_files(arrival, opened.letter))
    intake.outcome, intake.message = Outcome.STORED, message
    intake.mailbox = intake.mailbox or mailbox
    if not is_unknown(sender.address) and not is_forged(intake):
        _let_take_part(message, opened, ours)
    if intake.is_history or intake.source == "ingest" or mailbox is None or message.author == Author.ASIDE:
        return
    if not acknowledge(message=message, mailbox=mailbox, may_be_answered=_may_be_answered(intake, opened, arrival)):
        _mark_flood(intake, message)


def _twin(intake: Intake) -> Intake | None:
    """The same id and the same content, taken in before by another way; the same id alone is never enough."""
    if not intake.header_id:
        return None
    others_like_it = [one for one in _alike(intake.header_id, intake.content) if one != intake.pk]
    if not others_like_it:
        return None
    return Intake.objects.select_related("message__case", "mailbox").get(pk=others_like_it[0])


@prepared
def _alike(header_id: str, content: str) -> QuerySet[Intake, int]:
    # Its index leaves out those without an id: SQLite uses it only when told that there is one.
    same = Intake.objects.filter(~Q(header_id=""), header_id=header_id, content=content, message__isnull=False)
    return same.order_by("id").values_list("pk", flat=True)[:2]


def _may_be_answered(intake: Intake, opened: Opened, arrival: Arrival) -> bool:
    return opened.reading.may_be_answered and not is_forged(intake) and not is_unknown(arrival.identity)


def _mark_flood(intake: Intake, message: Message) -> None:
    since = now() - timedelta(hours=1)
    recent = Message.objects.filter(
        case_id=message.case_id, sender_address=message.sender_address, at__gte=since
    ).count()
    if recent > MANY:
        intake.reason = sentences.many_mails(recent)


def _let_take_part(message: Message, opened: Opened, ours: Sequence[Mailbox]) -> None:
    """Those copied in may answer into the case; not where the mail went to a crowd or came through a list."""
    if opened.reading.automatic is not None:
        return
    found = [one for one in others(opened.letter, ours) if one[0] != message.sender_address.lower()]
    if 0 < len(found) <= MOST_PARTICIPANTS:
        Participant.objects.bulk_create(
            [Participant(case_id=message.case_id, address=a, name=storable(n), added_at=now()) for a, n in found],
            ignore_conflicts=True,
        )


def _place_automatic(
    intake: Intake, opened: Opened, sender: Address, where: Destination, ours: Sequence[Mailbox]
) -> None:
    """A program's answer joins its sender's own case; without one it is kept beside, and opens nothing."""
    intake.outcome, intake.reason = Outcome.AUTO_REPLY, sentences.automatic_without_case()
    customer = Customer.objects.filter(
        identities__kind=IdentityKind.EMAIL, identities__value=sender.address.lower()
    ).first()
    touchpoint, _mailbox = touchpoint_for(where.mailbox, ours)
    arrival = arrival_of(intake, opened, sender, where, touchpoint, is_automatic=True, ours=ours)
    if customer is None or find_case(arrival, customer)[0] is None:
        record("mail.auto_reply", actor=None, intake=intake.pk)
        return
    intake.message, intake.reason = receive(with_files(arrival, opened.letter)), ""
