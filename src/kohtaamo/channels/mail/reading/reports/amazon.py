"""Amazon SES notices forwarded as mail by SNS: a JSON object in the text.

Fields: docs.aws.amazon.com/ses/latest/dg/notification-contents.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports.failure import Failure
from kohtaamo.channels.mail.reading.reports.original import Original
from kohtaamo.channels.mail.reading.reports.outcome import Complaint


@dataclass(frozen=True)
class Notice:
    """What one notice tells; successes are failures whose action is "delivered"."""

    failures: tuple[Failure, ...]
    complaints: tuple[Complaint, ...]
    original: Original


def notice_in(letter: Letter) -> Notice | None:
    """The notice in a mail, or nothing; only the first 64 KiB of the text are looked at."""
    data = _object_in(letter.text[: 64 * 1024].lstrip())
    if data.get("Type") == "Notification":
        data = _object_in(_text(data.get("Message")))
    kind = data.get("notificationType") or data.get("eventType")
    if kind not in {"Bounce", "Complaint", "Delivery"}:
        return None
    original = _original(_dict(data.get("mail")))
    details = _dict(data.get(str(kind).lower()))
    if kind == "Complaint":
        return Notice((), _complaints(details, original), original)
    failures = _bounced(details) if kind == "Bounce" else _delivered(details)
    return Notice(failures, (), original)


def _object_in(text: str) -> dict[str, Any]:
    if not text.startswith("{"):
        return {}
    try:
        return _dict(json.JSONDecoder(strict=False).raw_decode(text)[0])
    except (ValueError, RecursionError):
        return {}


def _bounced(details: dict[str, Any]) -> tuple[Failure, ...]:
    return tuple(
        Failure(
            recipient=_text(one.get("emailAddress")),
            said=_text(one.get("diagnosticCode")).removeprefix("smtp;").strip(),
            action=_text(one.get("action")) or "failed",
            status=_text(one.get("status")),
            around=_text(details.get("bounceSubType")),
        )
        for one in map(_dict, _list(details.get("bouncedRecipients")))
    )


def _delivered(details: dict[str, Any]) -> tuple[Failure, ...]:
    reply = _text(details.get("smtpResponse"))
    addresses = map(_text, _list(details.get("recipients")))
    return tuple(Failure(recipient=address, said=reply, action="delivered") for address in addresses)


def _complaints(details: dict[str, Any], original: Original) -> tuple[Complaint, ...]:
    kind = _text(details.get("complaintFeedbackType")) or "abuse"
    source = _text(details.get("userAgent")) or "amazonses"
    found = map(_dict, _list(details.get("complainedRecipients")))
    return tuple(Complaint(_text(one.get("emailAddress")), kind, original.message_id, source) for one in found)


def _original(mail: dict[str, Any]) -> Original:
    headers = _dict(mail.get("commonHeaders"))
    to = [*_list(headers.get("to")), *_list(mail.get("destination")), ""]
    return Original(_text(headers.get("messageId")), _text(to[0]), _text(headers.get("subject")))


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
