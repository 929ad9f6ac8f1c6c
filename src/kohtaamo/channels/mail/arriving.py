"""A read mail as what the encounters room takes in."""

from __future__ import annotations

import re
from dataclasses import replace

from kohtaamo.channels.mail.addressing import Destination
from kohtaamo.channels.mail.judging import is_forged, is_unknown, moment_of
from kohtaamo.channels.mail.models import Intake
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading.letter import Address, Letter
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival, ArrivedFile
from kohtaamo.platform.storage.keep import keep
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")
MOST_REFERENCES = 200


def arrival_of(
    intake: Intake,
    opened: Opened,
    sender: Address,
    where: Destination,
    touchpoint: Touchpoint,
    *,
    is_automatic: bool = False,
) -> Arrival:
    """What came, ready to be taken in, without its files. A forged or unknown sender points at no case."""
    letter = opened.letter
    arrival = Arrival(
        touchpoint=touchpoint,
        channel=Channel.MAIL,
        at=moment_of(letter, intake.came_at) if intake.is_history else intake.came_at,
        identity_kind=IdentityKind.EMAIL,
        identity=storable(sender.address),
        sender_name=storable(sender.name),
        subject=storable(letter.subject),
        text=storable(letter.text),
        new_text=storable(opened.new_text),
        header_id=bare_id(letter.message_id),
        references=references_of(letter),
        key=where.key,
        raw=intake.raw,
        has_html=bool(letter.html),
        is_automatic=is_automatic,
        is_history=intake.is_history,
        note=_note(letter),
    )
    if is_forged(letter) or is_unknown(sender.address):
        return replace(arrival, key="", references=(), header_id="")
    return arrival


def _note(letter: Letter) -> str:
    codes = [*letter.faults, letter.protection, "dmarc-fail" if is_forged(letter) else ""]
    return " ".join(code for code in codes if code)[:200]


def with_files(arrival: Arrival, letter: Letter) -> Arrival:
    """The arrival with the mail's files, kept."""
    files = tuple(
        ArrivedFile(
            keep(file.content), storable(file.name), storable(file.type), file.inline, storable(file.content_id)
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


def storable(text: str) -> str:
    """The text without what no database takes: NUL and halves of surrogate pairs."""
    return _CANNOT_BE_STORED.sub("�", text) if not text.isascii() or "\x00" in text else text
