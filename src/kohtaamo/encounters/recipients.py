"""To whom an answer may go, and to whom it goes unless a person chooses: the customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author, DeliveryState
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.prepared import prepared

LOOKED_AT = 50  # newest messages of a case


@dataclass(frozen=True)
class Recipient:
    """An address an answer may go to; ``asked_by`` is the one in From of the mail that named it in Reply-To."""

    address: str
    name: str = ""
    asked_by: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is of another domain than the one who asked for it."""
        return bool(self.asked_by) and are_apart(self.asked_by, self.address)


@dataclass(frozen=True)
class Recipients:
    """Everyone an answer may go to, the usual one first; ``stranger`` wrote last though the matter is not theirs."""

    all: tuple[Recipient, ...]
    stranger: Recipient | None = None

    @property
    def usual(self) -> str:
        return self.all[0].address if self.all else ""

    @property
    def asked(self) -> Recipient | None:
        """The usual one, where the customer's mail asked for answers there instead of From."""
        return self.all[0] if self.all and self.all[0].asked_by else None


def recipients_of(case: Case) -> Recipients:
    """Whom to answer: the last writer, when that is the customer or the one we chose to answer last; else the customer,
    where their last mail asked for answers or at an address that works. Then everyone else who may be chosen."""
    own = _identities(case.customer_id)
    written = _written(case.pk)
    usual = _usual(case, written, {identity.value for identity in own})
    found = _answering(usual) if usual else []
    found += [Recipient(one.shown) for one in sorted(own, key=lambda identity: identity.failed_at is not None)]
    for message in written:
        found += _answering(message)
    others_word = written[0] if written and written[0] is not usual else None
    return Recipients(_once(found), _writer(others_word) if others_word and (own or usual) else None)


def _usual(case: Case, written: Sequence[Message], own: set[str]) -> Message | None:
    """The message that is answered."""
    if not written:
        return None
    if written[0].sender_address.lower() in own | {address.lower() for address in _chosen_last(case.pk)}:
        return written[0]
    return next((message for message in written if message.sender_address.lower() in own), None)


@prepared
def _identities(customer: int) -> QuerySet[Identity]:
    return Identity.objects.filter(customer_id=customer, kind=IdentityKind.EMAIL)


@prepared
def _written(case: int) -> QuerySet[Message]:
    found = Message.objects.filter(
        case_id=case, author=Author.CUSTOMER, is_automatic=False, sender_address__contains="@"
    ).only("sender_address", "sender_name", "reply_to", "note")
    return found.order_by("-at", "-id")[:LOOKED_AT]


@prepared
def _chosen_last(case: int) -> QuerySet[Delivery, str]:
    """Whom a person's last answer in the case went to."""
    sent = Delivery.objects.filter(message__case_id=case, message__author=Author.US, role="to")
    newest = sent.exclude(state__in=[DeliveryState.TAKEN_BACK, DeliveryState.HELD]).order_by("-message_id")
    return newest.values_list("address", flat=True)[:1]


def _answering(message: Message) -> list[Recipient]:
    """Where answers to it go, the usual first. One whose sender could not be confirmed does not send them elsewhere."""
    writer = _writer(message)
    if not message.reply_to:
        return [writer]
    asked = Recipient(message.reply_to, message.sender_name, asked_by=message.sender_address)
    return [writer, asked] if message.is_unconfirmed else [asked, writer]


def _writer(message: Message) -> Recipient:
    return Recipient(message.sender_address, message.sender_name)


def _once(found: Iterable[Recipient]) -> tuple[Recipient, ...]:
    kept: dict[str, Recipient] = {}
    for one in found:
        kept.setdefault(one.address.lower(), one)
    return tuple(kept.values())


def are_apart(one: str, other: str) -> bool:
    """Whether two addresses are of domains of which neither is part of the other."""
    first, second = (address.rpartition("@")[2].lower() for address in (one, other))
    return not (first == second or first.endswith(f".{second}") or second.endswith(f".{first}"))
