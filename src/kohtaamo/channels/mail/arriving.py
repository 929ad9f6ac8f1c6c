"""A read mail as what the encounters room takes in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kohtaamo.channels.mail.addressing import Destination, key_in_words, parted
from kohtaamo.channels.mail.judging import is_forged, is_unknown, is_usable, moment_of
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading.letter import Address, Letter
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival, ArrivedFile
from kohtaamo.encounters.models import UNCONFIRMED
from kohtaamo.platform.storage.keep import keep
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # Unicode Standard Annex 9, explicit directional formatting
MOST_REFERENCES = 200


def arrival_of(
    intake: Intake,
    opened: Opened,
    sender: Address,
    where: Destination,
    touchpoint: Touchpoint,
    *,
    is_automatic: bool = False,
    ours: Iterable[Mailbox] = (),
) -> Arrival:
    """What came, ready to be taken in, without its files.

    A forged or unknown sender points at no case, nor does one who is named only in a stranger's Reply-To.
    """
    letter = opened.letter
    arrival = Arrival(
        touchpoint=touchpoint,
        channel=Channel.MAIL,
        at=moment_of(letter, intake.came_at) if intake.is_history else intake.came_at,
        identity_kind=IdentityKind.EMAIL,
        identity=storable(sender.address),
        sender_name=_name_of(sender),
        reply_to=_reply_to(letter, sender, ours),
        subject=on_a_line(letter.subject),
        text=storable(letter.text),
        new_text=storable(opened.new_text),
        header_id=bare_id(letter.message_id),
        references=references_of(letter),
        key=where.key,
        quoted_key="" if where.key else key_in_words(letter.text),
        raw=intake.raw,
        has_html=bool(letter.html),
        is_automatic=is_automatic,
        is_history=intake.is_history,
        note=_note(intake, letter),
    )
    if is_forged(intake) or is_unknown(sender.address) or _speaks_for_other_house(letter, sender):
        return replace(arrival, key="", quoted_key="", references=(), header_id="")
    return arrival


def _speaks_for_other_house(letter: Letter, sender: Address) -> bool:
    """Whether the writer is not of the domain in From, which alone servers check (RFC 7489): a Reply-To or a Sender."""
    written = letter.sender.address if letter.sender and letter.header("from").strip() else ""
    return written.rpartition("@")[2].lower() != sender.address.rpartition("@")[2].lower()


def _reply_to(letter: Letter, sender: Address, ours: Iterable[Mailbox]) -> str:
    """The first address in Reply-To that is not the writer's own nor one of ours; empty when there is none."""
    known = {sender.address.lower(), *(parted(mailbox.address)[0] for mailbox in ours)}
    wanted = (one.address for one in letter.reply_to if is_usable(one.address))
    return next((one for one in wanted if not known & {one.lower(), parted(one)[0]}), "")


def _note(intake: Intake, letter: Letter) -> str:
    codes = [*letter.faults, letter.protection, UNCONFIRMED if is_forged(intake) else ""]
    return " ".join(code for code in codes if code)[:200]


def with_files(arrival: Arrival, letter: Letter) -> Arrival:
    """The arrival with the mail's files, kept."""
    files = tuple(
        ArrivedFile(
            keep(file.content), on_a_line(file.name), storable(file.type), file.inline, storable(file.content_id)
        )
        for file in letter.attachments
    )
    return replace(arrival, files=files) if files else arrival


def references_of(letter: Letter) -> tuple[str, ...]:
    """The ids the mail refers to, oldest first, the one it answers last; of a very long row the newest."""
    ids = [bare_id(one) for one in (*letter.references, *letter.in_reply_to)]
    return tuple(dict.fromkeys(one for one in ids if one))[-MOST_REFERENCES:]


def bare_id(identifier: str) -> str:
    """A Message-ID as it is stored: without angle brackets, at most 400 characters."""
    return storable(identifier).strip("<> ")[:400]


def _name_of(sender: Address) -> str:
    """The name the writer goes by; empty when it is written to be taken for somebody else's address."""
    name = on_a_line(sender.name)
    return "" if "@" in name and sender.address.lower() not in name.lower() else name


def on_a_line(text: str) -> str:
    """Storable text for one line of ours, without the signs that turn the direction of what follows it."""
    return _TURNS.sub("", storable(text))


def storable(text: str) -> str:
    """The text without what no database takes: NUL and halves of surrogate pairs."""
    return _CANNOT_BE_STORED.sub("�", text) if not text.isascii() or "\x00" in text else text
