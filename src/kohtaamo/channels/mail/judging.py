"""Judging a mail before it is placed: who writes, whether it is our own coming back, whether it is unwanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from kohtaamo.channels.mail.addressing import parted
from kohtaamo.channels.mail.authentication.judgement import is_failed
from kohtaamo.channels.mail.authentication.upstream import our_servers, upstream_judgement
from kohtaamo.channels.mail.models import Intake, Mailbox, UnwantedSender
from kohtaamo.channels.mail.reading.letter import Address, Letter
from kohtaamo.channels.mail.reading.reports.automatic import is_robot
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.prepared import prepared

LOOP_HEADER = "X-Kohtaamo-Loop"
UNKNOWN = "unknown-sender-"
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def sender_of(letter: Letter, *, envelope_from: str, digest: str, ours: Iterable[Mailbox]) -> Address:
    """Who writes: From, or Reply-To where From is a form of ours or a machine nobody reads; else who can be told.

    Without any usable address the writer becomes one who is nobody else: ``unknown-sender-...@invalid``.
    """
    first = [one for one in (letter.sender,) if one is not None]
    if first and letter.reply_to and _speaks_for_another(first[0].address, ours):
        first.insert(0, letter.reply_to[0])
    name = first[0].name if first else ""
    for one in (*first, *letter.reply_to, Address("", envelope_from.strip("<> "))):
        if is_usable(one.address):
            return Address(one.name, one.address)
    return Address(name, f"{UNKNOWN}{digest[:8]}@invalid")


def _speaks_for_another(address: str, ours: Iterable[Mailbox]) -> bool:
    return is_robot(address) or parted(address)[0] in {parted(mailbox.address)[0] for mailbox in ours}


def is_usable(address: str) -> bool:
    """Whether this is a whole mail address."""
    try:
        normal_form(IdentityKind.EMAIL, address)
    except Invalid:
        return False
    return "\x00" not in address


def is_unknown(address: str) -> bool:
    """Whether the address was made for a mail that did not tell who writes."""
    return address.startswith(UNKNOWN) and address.endswith("@invalid")


def is_own_echo(letter: Letter, ours: Sequence[Mailbox]) -> bool:
    """Whether a mail that we sent has come back to us: by its mark, or by its id and our own address in From."""
    if letter.header(LOOP_HEADER).strip() == loop_mark():
        return True
    if letter.sender is None or parted(letter.sender.address)[0] not in {parted(m.address)[0] for m in ours}:
        return False
    header_id = letter.message_id.strip("<>")
    return (
        bool(header_id)
        and Message.objects.filter(header_id=header_id, author__in=[Author.US, Author.SYSTEM, Author.ASIDE]).exists()
    )


def loop_mark() -> str:
    """What our own mails carry in the loop header."""
    return str(settings.MESSAGE_DOMAIN)


def unwanted_because(letter: Letter, sender: str) -> str:
    """Why a mail is to be kept apart, in a code: ``spam-mark``, ``unwanted-sender``, ``blocked-customer``; or empty."""
    if _is_marked_spam(letter):
        return "spam-mark"
    address = sender.lower()
    if _unwanted(address, address.rpartition("@")[2]):
        return "unwanted-sender"
    return "blocked-customer" if _blocked(address) else ""


@prepared
def _unwanted(address: str, domain: str) -> QuerySet[UnwantedSender, int]:
    return UnwantedSender.objects.filter(pattern__in=[address, domain]).values_list("pk", flat=True)


@prepared
def _blocked(address: str) -> QuerySet[Identity, int]:
    blocked = Identity.objects.filter(kind=IdentityKind.EMAIL, value=address, customer__is_blocked=True)
    return blocked.values_list("pk", flat=True)


def _is_marked_spam(letter: Letter) -> bool:
    flag = letter.header("x-spam-flag").strip().lower()
    status = letter.header("x-spam-status").strip().lower()
    return flag.startswith("yes") or re.match(r"yes\b", status) is not None


def authenticated(intake: Intake, letter: Letter) -> dict[str, str] | None:
    """What is known of the sender: judged when it was delivered to us, else by a server of ours before; None if not."""
    if intake.authentication is not None:
        return dict(intake.authentication)
    found = upstream_judgement(letter.all_headers("authentication-results"), our_servers())
    return found.stored() if found else None


def is_forged(intake: Intake) -> bool:
    """Whether the mail was found not to come from where it says."""
    return is_failed(intake.authentication)


def moment_of(letter: Letter, came_at: datetime) -> datetime:
    """When a mail of the past was written; when it came to us where its own date cannot be right."""
    if letter.date is None or not _EARLIEST <= letter.date <= came_at + timedelta(days=1):
        return came_at
    return letter.date.astimezone(UTC)
