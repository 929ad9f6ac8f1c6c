"""What became of a mail, as one JSON object: the contract of ``kohtaamo mail ingest --json``."""

from __future__ import annotations

from typing import Any

from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.models import Intake
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading.letter import Address, Letter
from kohtaamo.channels.mail.reading.reports import Bounce

_TOLD = {Outcome.FAILED: Outcome.REJECTED, Outcome.KEPT: Outcome.REJECTED}


def told_outcome(intake: Intake) -> str:
    """The outcome as the outside knows it: what could not be read is refused with a reason, until it is read again."""
    outcome = Outcome(intake.outcome)
    return str(_TOLD.get(outcome, outcome).value)


def report(file: str, intake: Intake, opened: Opened | None) -> dict[str, Any]:
    """Everything said of one mail; what could not be read is empty."""
    message = intake.message
    return {
        "file": file,
        "outcome": told_outcome(intake),
        "reason": intake.reason,
        **(_letter(opened) if opened else _nothing()),
        "customer": message.case.customer_id if message else None,
        "case": message.case_id if message else None,
        "encounter": message.encounter_id if message else None,
    }


def _letter(opened: Opened) -> dict[str, Any]:
    letter = opened.letter
    return {
        "message_id": letter.message_id,
        "from": _address(letter.sender) if letter.sender else None,
        "to": [_address(one) for one in letter.to],
        "cc": [_address(one) for one in letter.cc],
        "subject": letter.subject,
        "date": letter.date.isoformat() if letter.date else None,
        "text": letter.text,
        "reply_text": opened.new_text,
        "attachments": _attachments(letter),
        "bounce": _bounce(opened.reading.bounces[0]) if opened.reading.bounces else None,
    }


def _nothing() -> dict[str, Any]:
    return {
        "message_id": "", "from": None, "to": [], "cc": [], "subject": "", "date": None, "text": "", "reply_text": "",
        "attachments": [], "bounce": None,
    }  # fmt: skip


def _address(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}


def _attachments(letter: Letter) -> list[dict[str, Any]]:
    return [
        {"name": file.name, "type": file.type, "size": file.size, "inline": file.inline} for file in letter.attachments
    ]


def _bounce(one: Bounce) -> dict[str, Any]:
    return {"recipient": one.recipient, "status": one.status, "permanent": one.permanent, "reason": one.reason}
