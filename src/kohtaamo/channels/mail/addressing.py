"""Our own addresses: which of them a mail was sent to, and the key of the case in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.encounters.commands.own_page import open_own_page
from kohtaamo.platform.errors import NotFound

_KEY = re.compile(r"[a-z2-9]{12}")
_ADDRESS = re.compile(r"(?<![^\s<>,;:\"@])[^\s<>,;:\"@]++@[^\s<>,;:\"@]++")  # a long row without @ is read once
_OWN_ID = re.compile(r"([a-z2-9]{12})\.[0-9a-f]{20}@.+")
_TOKEN = re.compile(r"[\w:-]{20,300}")  # of an own page's address
_DELIVERED = ("delivered-to", "x-original-to", "x-delivered-to", "envelope-to", "x-envelope-to")


@dataclass(frozen=True)
class Destination:
    """Where a mail was headed: our mailbox, when one of ours was named, and the case's key, when the address had it."""

    mailbox: Mailbox | None
    key: str


def parted(address: str) -> tuple[str, str]:
    """An address in lower case without its plus part, and that part: ``a+k@x.fi`` is ``a@x.fi`` and ``k``."""
    local, _, domain = address.strip().strip("<>").lower().rpartition("@")
    bare, _, plus = local.partition("+")
    return f"{bare}@{domain}", plus


def find_destination(
    letter: Letter, *, envelope_to: Sequence[str], fetched_from: Mailbox | None, ours: Sequence[Mailbox]
) -> Destination:
    """The mailbox of ours a mail was sent to: by its envelope, the delivery headers, then To and Cc.

    The mailbox it was fetched from comes first when it is among those named, and stands in when none is.
    """
    by_address = {parted(mailbox.address)[0]: mailbox for mailbox in ours}
    named: list[Mailbox] = []
    key = ""
    for address in written_to(letter, envelope_to):
        bare, plus = parted(address)
        if (mailbox := by_address.get(bare)) is not None:
            named.append(mailbox)
            key = key or (plus if _KEY.fullmatch(plus) else "")
    if fetched_from is not None and (not named or fetched_from in named):
        return Destination(fetched_from, key or key_in(letter))
    return Destination(named[0] if named else None, key or key_in(letter))


def written_to(letter: Letter, envelope_to: Sequence[str]) -> Iterator[str]:
    """The addresses a mail was sent to: those of its envelope, of the delivery headers, then of To and Cc."""
    yield from envelope_to
    for name in _DELIVERED:
        for value in letter.all_headers(name):
            yield from _ADDRESS.findall(value)
    for one in (*letter.to, *letter.cc):
        yield one.address


def key_in(letter: Letter) -> str:
    """The case's key in the newest Message-ID of ours that the mail refers to."""
    return next((key for key in map(own_key, reversed((*letter.references, *letter.in_reply_to))) if key), "")


def key_in_words(text: str) -> str:
    """The case's key by the first link to an own page that the text quotes: all that is left of our mail where its
    headers were lost on the way. A link that opens nothing, or is not ours, says nothing."""
    start = f"{settings.URL}/p/"
    at = text.find(start)
    token = _TOKEN.match(text, at + len(start)) if at >= 0 else None
    if token is None:
        return ""
    try:
        return open_own_page(token[0]).case.key
    except NotFound:
        return ""


def own_key(identifier: str) -> str:
    """The case's key in a Message-ID made by us, else an empty string."""
    found = _OWN_ID.fullmatch(identifier.strip("<>"))
    return found[1] if found else ""


def others(letter: Letter, ours: Iterable[Mailbox]) -> list[tuple[str, str]]:
    """The whole addresses in To and Cc that are not ours, as (address in lower case, name), each once."""
    mine = {parted(mailbox.address)[0] for mailbox in ours}
    found: dict[str, str] = {}
    for one in (*letter.to, *letter.cc):
        if _ADDRESS.fullmatch(one.address) and parted(one.address)[0] not in mine:
            found.setdefault(one.address.lower()[:320], one.name[:200])
    return list(found.items())


def reply_address(mailbox: Mailbox, key: str) -> str:
    """Where answers in a case are to go: ``local+key@domain``, or the plain address where plus parts do not work."""
    local, _, domain = mailbox.address.rpartition("@")
    return f"{local}+{key}@{domain}" if mailbox.plus_addresses else mailbox.address
