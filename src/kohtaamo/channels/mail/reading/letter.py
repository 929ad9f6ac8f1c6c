"""What a raw mail becomes once read: plain data, whole and in Unicode."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """A mailbox as written in a header; ``address`` is lower-cased in its domain part only."""

    name: str
    address: str


@dataclass(frozen=True)
class Attachment:
    """A file that came with the mail, decoded."""

    name: str
    type: str
    content: bytes
    inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Part:
    """A leaf of the MIME tree, decoded; kept for reports, which speak in part types."""

    type: str
    content: bytes
    text: str = ""


@dataclass(frozen=True)
class Letter:
    """A mail as read.

    ``text`` is the whole body in Unicode (from the plain part, else from the HTML); ``html`` the HTML body as
    sent, not yet cleaned. ``headers`` keeps every header decoded, names lower-cased, in order. ``faults`` are
    short codes of what had to be mended on the way (``bad-charset``, ``no-date`` ...), never a reason to drop.
    """

    message_id: str
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    protection: str = ""  # "", "signed", "encrypted"
    faults: tuple[str, ...] = field(default=())

    def header(self, name: str) -> str:
        """The first value of a header, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), "")

    def all_headers(self, name: str) -> list[str]:
        """Every value of a header, in order."""
        wanted = name.lower()
        return [value for key, value in self.headers if key == wanted]
