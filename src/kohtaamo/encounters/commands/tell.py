"""Telling many customers the same thing at once, each in their own case: one message each, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.events import LeavingTogether
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case, Delivery, Encounter, Message
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel


@dataclass(frozen=True)
class Telling:
    """What one customer is told: in which case (held by the caller), at which address, in which words.

    ``once`` names this act of sending: a second message of the same name cannot be written.
    """

    case: Case
    address: str
    text: str
    once: str


def tell(tellings: Sequence[Telling], *, by: Member | None, rests: bool = False) -> list[Message]:
    """Write a message for each and let them leave together by mail, after ordinary answers; in the order given.

    The messages are ours, on behalf of ``by``, and marked automatic: they tell what is going on and answer nobody in
    person, so no time to answer ends with them and the cases go on waiting for us. With ``rests`` the cases wait for
    the customer from now; the caller sees that something brings them back. The caller has checked the right.
    """
    with unit_of_work():
        at = now()
        met = _encounters([one.case for one in tellings])
        messages = Message.objects.bulk_create(_message(one, met[one.case.pk], by, at) for one in tellings)
        Delivery.objects.bulk_create(
            Delivery(message=message, address=one.address, not_before=at)
            for message, one in zip(messages, tellings, strict=True)
        )
        _settle([one.case for one in tellings], at, rests=rests)
        for message in messages:
            case = message.case
            record("message.written", actor=by, **where(case, message.encounter_id), **teamed(case), message=message.pk)
        if messages:
            publish(LeavingTogether(messages=tuple(messages), channel=Channel.MAIL, not_before=at))
        return messages


def _encounters(cases: Sequence[Case]) -> dict[int, int]:
    """The latest encounter of each case: telling something is no meeting of its own."""
    found = Encounter.objects.filter(case__in=cases).order_by().values_list("case_id")
    return dict(found.annotate(latest=Max("pk")))


def _message(telling: Telling, encounter: int, by: Member | None, at: datetime) -> Message:
    case = telling.case
    return Message(
        case=case, encounter_id=encounter, author=Author.US, member=by, sender_name=by.name if by else "",
        subject=case.subject, text=telling.text, at=at, once=telling.once, is_automatic=True,
        header_id=f"{case.key}.{secrets.token_hex(10)}@{settings.MESSAGE_DOMAIN}",
    )  # fmt: skip


def _settle(cases: Sequence[Case], at: datetime, *, rests: bool) -> None:
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(changed_at=at)
    if rests:
        let_rest(cases)


def let_rest(cases: Sequence[Case]) -> None:
    """These cases, held by the caller, wait for the customer from now; the caller sees that something brings them back."""
    waiting = Case.objects.filter(pk__in=[case.pk for case in cases], state=CaseState.WAITING_US)
    waiting.update(state=CaseState.WAITING_CUSTOMER, waiting_since=None)
