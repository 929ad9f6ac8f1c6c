"""Answering, and taking an answer back while it waits to leave."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from kohtaamo.encounters.choices import Author, CaseState, DeliveryState, EncounterState
from kohtaamo.encounters.commands.draft import drop_draft
from kohtaamo.encounters.commands.later import mark_answered, must_be_ahead, set_later, soon
from kohtaamo.encounters.commands.notice import notice
from kohtaamo.encounters.errors import AlreadyLeft, GapsLeft, NobodyToSendTo, NothingWritten, SomethingNew
from kohtaamo.encounters.events import Leaving, TakenBack
from kohtaamo.encounters.gaps import gaps_in
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Attachment, Case, Delivery, Draft, Encounter, Later, Message, Participant
from kohtaamo.encounters.queries import unanswered_messages
from kohtaamo.encounters.recipients import recipients_of
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel


def reply(
    *, actor: Member, case: Case, text: str, to: str = "", copies: Sequence[str] = (), more: Sequence[str] = (),
    blind: Sequence[str] = (), seen: int = 0, once: str = "",
    keeps_draft: bool = False, leave_at: datetime | None = None,
) -> Message:  # fmt: skip
    """Answer the customer by mail. The message leaves after the undo time, or at ``leave_at``.

    ``more`` are further people it is written to, ``copies`` get an open copy, ``blind`` one nobody else sees.
    ``seen`` is the id of the newest message the writer had before them: when something newer came, nothing is sent
    and ``SomethingNew`` is raised (0 sends regardless). ``once`` names this act of sending: the same name again
    returns the message already made. What the writer has begun in the composer goes with it, unless it ``keeps_draft``:
    then the text came from elsewhere. Raises ``NothingWritten``, ``GapsLeft``,
    ``NobodyToSendTo`` and ``LeavesTooLate``.
    """
    require(actor, Right.ANSWER)
    text = text.strip()
    with unit_of_work():
        case = hold(actor, case)
        if once and (made := Message.objects.filter(once=once, case=case).first()):
            return made
        if not text:
            raise NothingWritten
        if leave_at is not None:
            must_be_ahead(leave_at)
        if gaps := gaps_in(text):
            raise GapsLeft(gaps)
        if seen and Message.objects.filter(case=case, id__gt=seen, author__in=[Author.CUSTOMER, Author.US]).exists():
            raise SomethingNew
        address = to.strip() or address_of(case)
        if not address:
            raise NobodyToSendTo
        notice(actor=actor, case=case)
        encounter = _encounter(case, actor)
        message = _write(case, encounter, actor, text, once, leave_at)
        if not keeps_draft:
            _take_draft(message, actor)
        _send(message, _to_whom([address, *more], copies, blind), actor, leave_at)
        _answered(case, encounter, actor, is_later=leave_at is not None)
        record("message.written", actor=actor, **where(case, encounter.pk), **teamed(case), message=message.pk)
        if leave_at is not None:
            set_later(message, actor, leave_at)
        return message


def address_of(case: Case) -> str:
    """The mail address a reply goes to when nobody chose another; empty when there is none."""
    return recipients_of(case).usual


def _encounter(case: Case, actor: Member) -> Encounter:
    """The meeting this answer belongs to: the latest that has not ended, else a new one that we begin."""
    ended = [EncounterState.ENDED, EncounterState.MISSED]
    found = Encounter.objects.filter(case=case).exclude(state__in=ended).order_by("-id").first()
    if found is not None:
        return found
    at = now()
    return Encounter.objects.create(
        case=case, customer_id=case.customer_id, touchpoint=case.touchpoint, channel=Channel.MAIL,
        state=EncounterState.MET, arrived_at=at, noticed_at=at, noticed_by=actor,
    )  # fmt: skip


def _write(case: Case, encounter: Encounter, actor: Member, text: str, once: str, leave_at: datetime | None) -> Message:
    return Message.objects.create(
        case=case, encounter=encounter, author=Author.US, member=actor, sender_name=actor.name,
        subject=case.subject, text=text, at=leave_at or now(), once=once,
        header_id=f"{case.key}.{secrets.token_hex(10)}@{settings.MESSAGE_DOMAIN}",
    )  # fmt: skip


def _take_draft(message: Message, actor: Member) -> None:
    """The files of the writer's draft go with the message, and the draft is done."""
    Attachment.objects.filter(draft__case=message.case, draft__member=actor).update(message=message, draft=None)
    drop_draft(actor=actor, case=message.case)


def _to_whom(to: Sequence[str], copies: Sequence[str], blind: Sequence[str]) -> dict[str, str]:
    """The role of each address, the most open one when it was given twice."""
    roles: dict[str, tuple[str, str]] = {}
    for role, addresses in (("to", to), ("cc", copies), ("bcc", blind)):
        for address in filter(None, (one.strip() for one in addresses)):
            roles.setdefault(address.lower(), (address, role))
    return dict(roles.values())


def _send(message: Message, whom: dict[str, str], actor: Member, leave_at: datetime | None) -> None:
    leaves = leave_at or soon()
    Delivery.objects.bulk_create(
        Delivery(message=message, address=address, role=role, not_before=leaves) for address, role in whom.items()
    )
    for address in whom:
        Participant.objects.get_or_create(
            case=message.case, address=address.lower(), defaults={"added_by": actor, "added_at": now()}
        )
    publish(Leaving(message=message, channel=Channel.MAIL, not_before=leaves))


def _answered(case: Case, encounter: Encounter, actor: Member, *, is_later: bool) -> None:
    """We have done our part; the meeting is answered once the answer has left."""
    at = now()
    if not is_later:
        mark_answered(case, actor, at)
    Encounter.objects.filter(pk=encounter.pk, state=EncounterState.WAITING).update(state=EncounterState.MET)
    case.state, case.waiting_since, case.changed_at = CaseState.WAITING_CUSTOMER, None, at
    case.settled_at = case.settled_by = None
    if case.owner_id is None:
        case.owner = actor
    case.save()


def take_back(*, actor: Member, message: Message) -> Message:
    """Take a message back before it leaves. The text goes to the draft of the one who takes it: the writer, or for
    one set to leave later anybody who sees the case. Raises ``AlreadyLeft``."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, message.case)
        deliveries = Delivery.objects.select_for_update().filter(message=message)
        states = set(deliveries.values_list("state", flat=True))
        if states == {DeliveryState.TAKEN_BACK}:
            return message
        was_later = Later.objects.filter(message=message, done_at__isnull=True).update(done_at=now())
        if not (was_later or message.member_id == actor.pk) or not states <= {
            DeliveryState.WAITING,
            DeliveryState.HELD,
        }:
            raise AlreadyLeft
        deliveries.update(state=DeliveryState.TAKEN_BACK, settled_at=now())
        waits_again(case)
        Encounter.objects.filter(case=case, answered_at__gte=message.at).update(answered_at=None, answered_by=None)
        record(
            "message.taken_back", actor=actor, **where(case, message.encounter_id), **teamed(case), message=message.pk
        )
        publish(TakenBack(message=message, by=actor))
        _return_to_draft(case, actor, message)
        return message


def _return_to_draft(case: Case, actor: Member, message: Message) -> None:
    """Put the text and the files back, before what the writer has begun since."""
    draft, _made = Draft.objects.get_or_create(case=case, member=actor, defaults={"changed_at": now()})
    draft.text = "\n\n".join(words for words in (message.text, draft.text) if words.strip())
    draft.is_note, draft.changed_at = False, now()
    draft.save()
    Attachment.objects.filter(message=message).update(message=None, draft=draft)


def waits_again(case: Case) -> None:
    """Set the case's state from what is unanswered: it waits for us since the oldest such message."""
    oldest = unanswered_messages(case).first()
    case.state = CaseState.WAITING_US if oldest else CaseState.WAITING_CUSTOMER
    case.waiting_since, case.changed_at = (oldest.at if oldest else None), now()
    case.save()
