"""The mail a report speaks of: enough of its headers to find it among what we sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.header import decode_header, make_header

from kohtaamo.channels.mail.reading.reports.fields import address_in
from kohtaamo.channels.mail.reading.reports.material import Material

_HEADERS = re.compile(
    r"^[ \t>]{0,8}(message-id|to|subject|from|x-hmxmroriginalrecipient|final-recipient)[ \t]{0,4}:[ \t]{0,8}"
    r"([^\n]{0,998}(?:\n[ \t]{1,80}[^\n]{1,998}){0,4})",
    re.IGNORECASE | re.MULTILINE,
)
_ID = re.compile(r"<[^<>\s]{1,500}>|[^<>\s@]{1,250}@[^<>\s@]{1,250}")


@dataclass(frozen=True)
class Original:
    """``message_id`` keeps its angle brackets; ``to`` is the first address; each may be empty."""

    message_id: str = ""
    to: str = ""
    subject: str = ""
    asked_for: str = ""


def original_in(material: Material) -> Original:
    """The original's headers from the returned part, else from what the reporter quotes of them."""
    found = {**_headers(material.words), **_headers(material.original)}
    identifier = _ID.search(found.get("message-id", ""))
    return Original(
        message_id=identifier.group() if identifier else "",
        to=address_in(found.get("to", "")),
        subject=_decoded(found.get("subject", "")),
        asked_for=address_in(found.get("x-hmxmroriginalrecipient", "")),
    )


def _headers(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _HEADERS.findall(text):
        found.setdefault(name.lower(), " ".join(value.split()))
    return {name: value for name, value in found.items() if value}


def _decoded(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text
