"""Forwarding what a customer wrote, with our own words, to somebody else: a talk beside the one with the customer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.later import soon
from kohtaamo.encounters.errors import CustomersOwnAddress, GapsLeft, NobodyToSendTo
from kohtaamo.encounters.events import Leaving
from kohtaamo.encounters.gaps import gaps_in
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Attachment, Case, Delivery, Message, Participant
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.moments import told
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel

MOST = 20  # addresses


def forward(
    *, actor: Member, case: Case, message: Message, to: Sequence[str], text: str, files: Sequence[int] = (), once: str = ""
) -> Message:  # fmt: skip
    """Send a message of the case on, under one's own words, with these of its files. The customer sees nothing of it,
    nor of what is answered to it; the case goes on waiting as it did.

    Raises ``NobodyToSendTo``, ``GapsLeft`` and ``CustomersOwnAddress``.
    """
    require(actor, Right.ANSWER)
    addresses = list(dict.fromkeys(one.strip().lower() for one in to if one.strip()))[:MOST]
    if not addresses:
        raise NobodyToSendTo
    if gaps := gaps_in(text):
        raise GapsLeft(gaps)
    with unit_of_work():
        case = hold(actor, case)
        if once and (made := Message.objects.filter(once=once, case=case).first()):
            return made
        if _are_customers(case, addresses):
            raise CustomersOwnAddress
        aside = _write(case, actor, message, text, once)
        _attach(aside, message, files)
        _send(aside, addresses, actor)
        record("message.forwarded", actor=actor, **where(case, message.encounter_id), **teamed(case), message=aside.pk)
        return aside


def _are_customers(case: Case, addresses: Sequence[str]) -> bool:
    own = [pk for pk in (case.customer_id, case.for_customer_id) if pk]
    return Identity.objects.filter(customer__in=own, kind=IdentityKind.EMAIL, value__in=addresses).exists()


def _write(case: Case, actor: Member, message: Message, text: str, once: str) -> Message:
    return Message.objects.create(
        case=case, encounter_id=message.encounter_id, author=Author.ASIDE, member=actor, sender_name=actor.name,
        subject=message.subject or case.subject, text=_words(case, message, text), at=now(), once=once,
        header_id=f"{case.key}.{secrets.token_hex(10)}@{settings.MESSAGE_DOMAIN}",
    )  # fmt: skip


def _words(case: Case, message: Message, text: str) -> str:
    """Our words above what is forwarded. Links to the customer's own page are made unusable."""
    with override(case.language):
        writer = message.sender_name or str(case.customer)
        head = _("Forwarded: %(name)s wrote %(when)s") % {"name": writer, "when": told(message.at)}
    quoted = closed_links(message.shown_text.strip())
    return f"{text.strip()}\n\n{head}\n\n{quoted}".strip()


def closed_links(text: str) -> str:
    """The text with its links to own pages cut, so that nobody else opens them."""
    opening = f"{settings.URL}/p/"
    first, *rest = text.split(opening)
    return first + "".join(
        f"{opening}…{part.lstrip('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.=')}"
        for part in rest
    )


def _attach(aside: Message, message: Message, files: Sequence[int]) -> None:
    chosen = Attachment.objects.filter(message=message, pk__in=list(files))
    Attachment.objects.bulk_create(
        Attachment(message=aside, blob_id=one.blob_id, name=one.name, type=one.type, size=one.size) for one in chosen
    )


def _send(aside: Message, addresses: Sequence[str], actor: Member) -> None:
    leaves = soon()
    Delivery.objects.bulk_create(Delivery(message=aside, address=one, not_before=leaves) for one in addresses)
    for address in addresses:
        Participant.objects.get_or_create(
            case=aside.case, address=address, defaults={"added_by": actor, "added_at": now()}
        )
    publish(Leaving(message=aside, channel=Channel.MAIL, not_before=leaves))
