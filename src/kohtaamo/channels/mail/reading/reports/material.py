"""Parting a letter: what the reporter says, the machine-readable report, and the mail it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kohtaamo.channels.mail.reading.letter import Letter, Part

READ_AT_EITHER_END = 64 * 1024
"""Characters looked at from the start and from the end of a text; reports are short, and time stays bounded."""

_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header", "message/global-headers")
_STATUS = ("message/delivery-status", "message/global-delivery-status")

_ORIGINAL_BEGINS = re.compile(
    r"^[ \t>]{0,8}(?:"
    r"[-=_*|]{2,60}[ \t]{0,4}(?:"
    r"original (?:message|mail)|this is a copy of |below this line is |enclosed is a copy of |"
    r"(?:the )?headers? of the original |(?:the )?header of |returned message|returned mail|unsent message follows|"
    r"message (?:text|header|headers) follows?|undelivered message|copy of (?:the|your) message|"
    r"original message follows|forwarded message|message header)"
    r"|(?:original )?message (?:headers? )?follows?\b"
    r"|included is a copy of the message"
    r"|below is a copy of the original message"
    r"|the (?:following|text|header)s? (?:is|are) (?:of )?the (?:original )?(?:message|headers?)"
    r"|(?:received|x-received|dkim-signature|arc-seal|x-google-smtp-source)[ \t]{0,2}:[ \t]"
    r"|content-type:[ \t]{0,4}(?:message/rfc822|text/rfc822-headers?)"
    r")",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Material:
    """``words``: the reporter's prose; ``status``: RFC 3464 fields; ``original``: the returned mail or its headers."""

    words: str
    status: str
    original: str


def gather(letter: Letter) -> Material:
    """The three materials of a report, each bounded in length; any of them may be empty."""
    words, after = part_at_original(bounded(_prose(letter)))
    status = bounded("\n\n".join(text_of(part) for part in letter.parts if part.type.lower() in _STATUS))
    status, after_status = part_at_original(status)
    returned = "\n".join(text_of(part) for part in letter.parts if part.type.lower() in _RETURNED)
    original = returned or after or after_status
    return Material(words, status, bounded(original))


def part_at_original(text: str) -> tuple[str, str]:
    """The text before the returned mail, and from there on."""
    found = _ORIGINAL_BEGINS.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def bounded(text: str) -> str:
    """A text with its middle left out when it is long."""
    if len(text) <= 2 * READ_AT_EITHER_END:
        return text
    return f"{text[:READ_AT_EITHER_END]}\n{text[-READ_AT_EITHER_END:]}"


def text_of(part: Part) -> str:
    """A part as text, also where only its bytes were kept; the middle of a long one is left out."""
    if part.text:
        return part.text
    content = part.content
    if len(content) > 2 * READ_AT_EITHER_END:
        content = content[:READ_AT_EITHER_END] + b"\n" + content[-READ_AT_EITHER_END:]
    return content.decode("utf-8", "replace")


def has_status_part(letter: Letter) -> bool:
    """Whether a leaf of the mail itself, not of a mail inside it, is an RFC 3464 report."""
    return any(part.type.lower() in _STATUS for part in letter.parts)


def _prose(letter: Letter) -> str:
    spoken = []
    for part in letter.parts:
        kind = part.type.lower()
        if kind in _RETURNED:
            break
        if kind == "text/plain" or kind.startswith("multipart/"):
            spoken.append(text_of(part))
    prose = "\n\n".join(spoken)
    return prose if prose.strip() else letter.text
