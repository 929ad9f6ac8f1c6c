"""Delivery status notifications: the machine-readable part (RFC 3464, section 2; RFC 6533 for other scripts)."""

from __future__ import annotations

import re
from dataclasses import replace

from kohtaamo.channels.mail.reading.reports.failure import Failure
from kohtaamo.channels.mail.reading.reports.fields import Block, address_in, blocks, value

_ABOUT_RECIPIENT = re.compile(r"^[ \t]{0,4}(?:final|original)-recipient[ \t]{0,4}:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(r"^[ \t]*([A-Za-z0-9-]{2,20})[ \t]{0,4};[ \t]*")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_LOCAL = ("x-unix", "x-local", "x-mapping")


def speaks_of_recipients(text: str) -> bool:
    """Whether a text holds fields of RFC 3464 about a recipient."""
    return _ABOUT_RECIPIENT.search(text) is not None


def failures_in(text: str, *, formal: bool) -> list[Failure]:
    """What the fields say of each recipient, successes included; an address named twice counts once.

    Outside a ``formal`` multipart/report a status of x.0.0 is a constant that means nothing.
    """
    found: dict[str, Failure] = {}
    agent = ""
    for block in _by_recipient(blocks(text)):
        agent = _bare(value(block, "reporting-mta")) or agent
        if _recipient(block):
            failure = _failure(block, agent)
            if not formal and failure.status.endswith(".0.0"):
                failure = replace(failure, status="")
            found.setdefault(failure.recipient.lower(), failure)
    return list(found.values())


def _by_recipient(found: list[Block]) -> list[Block]:
    """Blocks parted anew wherever a second final recipient stands without an empty line before it."""
    parted: list[Block] = []
    for block in found:
        current: Block = []
        for name, text in block:
            if name == "final-recipient" and value(current, name):
                parted.append(current)
                current = []
            current.append((name, text))
        parted.append(current)
    return parted


def _failure(block: Block, agent: str) -> Failure:
    diagnostic = value(block, "diagnostic-code")
    kind = _TYPE.match(diagnostic)
    status = _STATUS.search(value(block, "status"))
    return Failure(
        recipient=_recipient(block),
        said=_bare(diagnostic),
        action=value(block, "action").split("(")[0].strip().lower() or "failed",
        status=status.group() if status else "",
        remote=_bare(value(block, "remote-mta")).lower(),
        agent=agent.lower(),
        around=value(block, "x-powermta-bouncecategory"),
        local=kind is not None and kind.group(1).lower() in _LOCAL,
    )


def _recipient(block: Block) -> str:
    """The address as our side wrote it comes last: the final one is what the refusing server knew."""
    for name in ("final-recipient", "x-actual-recipient", "original-recipient"):
        if address := address_in(_bare(value(block, name))):
            return address
    return _bare(value(block, "final-recipient") or value(block, "original-recipient"))


def _bare(text: str) -> str:
    return _TYPE.sub("", text, count=1).strip()
