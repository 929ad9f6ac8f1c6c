"""What a mail turned out to be: the plain answers of this package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["person", "bounce", "complaint", "auto_reply"]


@dataclass(frozen=True)
class Bounce:
    """One recipient our mail did not reach, or has not reached yet.

    ``status`` is an RFC 3463 code ("5.1.1"); where the report gave none it is formed from the reason, with 9 before
    the subject and detail digits ("5.0.911"). ``reason`` is one short code. ``permanent`` says that writing again to
    the same address is of no use. ``delayed`` is a mere warning: the other side still tries.
    """

    recipient: str
    status: str
    reply_code: str
    permanent: bool
    reason: str
    diagnostic: str
    original_message_id: str
    original_to: str
    original_subject: str
    delayed: bool = False


@dataclass(frozen=True)
class Complaint:
    """One recipient who reported our mail (RFC 5965); ``feedback_type`` is "abuse", "fraud", "opt-out" ..."""

    recipient: str
    feedback_type: str
    original_message_id: str
    source: str


@dataclass(frozen=True)
class Automatic:
    """Something a program wrote.

    ``kind`` is "vacation", "auto_reply", "receipt" (RFC 8098), "delivered" (a report of success), "list" or "loop";
    ``reason`` names the header or the words that told.
    """

    kind: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """The whole answer about one mail. ``may_be_answered``: our acknowledgement may go there (RFC 3834, section 2)."""

    outcome: Outcome
    bounces: tuple[Bounce, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    automatic: Automatic | None = None
    may_be_answered: bool = False

    @property
    def complaint(self) -> Complaint | None:
        """The first complaint, the only one in nearly every report."""
        return self.complaints[0] if self.complaints else None
