"""Complaints about our mail: the abuse reporting format (RFC 5965, 6650) and Hotmail's older bare form."""

from __future__ import annotations

import re

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports.fields import Block, address_in, blocks, value, values
from kohtaamo.channels.mail.reading.reports.material import bounded, gather, text_of
from kohtaamo.channels.mail.reading.reports.original import Original, original_in
from kohtaamo.channels.mail.reading.reports.outcome import Complaint

_REPORT = "message/feedback-report"
_HOTMAIL = re.compile(r"\bcomplaint about message from \d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}", re.IGNORECASE)
_RECIPIENT_FIELDS = ("original-rcpt-to", "removal-recipient", "redacted-address")


def complaints_in(letter: Letter) -> tuple[Complaint, ...]:
    """One complaint per recipient named; empty when the mail is no complaint."""
    reports = [text_of(part) for part in letter.parts if part.type.lower() == _REPORT]
    if reports:
        return _from_report(bounded(reports[0]), letter)
    if _HOTMAIL.search(letter.subject) and any(part.type.lower() == "message/rfc822" for part in letter.parts):
        original = original_in(gather(letter))
        return (Complaint(original.asked_for or original.to, "abuse", original.message_id, _domain(letter)),)
    return ()


def _from_report(report: str, letter: Letter) -> tuple[Complaint, ...]:
    fields: Block = [field for block in blocks(report) for field in block]
    original = original_in(gather(letter))
    kind = value(fields, "feedback-type").lower() or "abuse"
    source = value(fields, "source") or value(fields, "user-agent") or _domain(letter)
    return tuple(Complaint(recipient, kind, original.message_id, source) for recipient in _recipients(fields, original))


def _recipients(fields: Block, original: Original) -> list[str]:
    named = [text for name in _RECIPIENT_FIELDS[:2] for text in values(fields, name)]
    addresses = list(dict.fromkeys(address for text in named if (address := address_in(text))))
    return addresses or [original.to]


def _domain(letter: Letter) -> str:
    return letter.sender.address.rpartition("@")[2] if letter.sender else ""
