"""Opening a raw mail: read, judged, its new words and the digest of what it says. Pure, so it may run anywhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.quotes import new_words
from kohtaamo.channels.mail.reading.read import Unreadable, read_letter
from kohtaamo.channels.mail.reading.reports import Reading, read_report

NULL_SENDER = "<>"


@dataclass(frozen=True)
class Opened:
    """A mail read. ``content`` is the digest of what it says, the same by whatever way it came."""

    letter: Letter
    reading: Reading
    new_text: str
    content: str


def open_mail(raw: bytes, *, envelope_from: str = "") -> Opened:
    """Read a raw mail. ``envelope_from`` is its envelope sender, ``<>`` for the null one, empty when not known.

    Raises ``Unreadable`` for what holds nothing at all.
    """
    letter = read_letter(raw)
    return Opened(
        letter=letter,
        reading=read_report(letter, return_path=envelope_from or None),
        new_text=new_words(letter.text),
        content=content_digest(letter),
    )


def content_digest(letter: Letter) -> str:
    """SHA-256 over who says what to when: From, Date, Subject, Message-ID, the text and the files.

    What the way adds (Received, Delivered-To, spam marks) is left out, so one mail that came by two ways has one.
    """
    digest = hashlib.sha256()
    for said in (letter.header("from"), letter.header("date"), letter.subject, letter.message_id, letter.text):
        digest.update(said.encode("utf-8", "surrogatepass") + b"\0")
    for file in letter.attachments:
        digest.update(file.name.encode("utf-8", "surrogatepass") + b"\0" + hashlib.sha256(file.content).digest())
    return digest.hexdigest()


__all__ = ["NULL_SENDER", "Opened", "Unreadable", "content_digest", "open_mail"]
