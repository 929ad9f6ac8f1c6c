"""Numbers in what servers say: SMTP replies (RFC 5321, section 4.2) and enhanced status codes (RFC 3463)."""

from __future__ import annotations

import re

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?:^|[\s:;,<>\[(#\"'])([45][0-5]\d)(?=$|[\s\-:;,<>\])#\"']|\.(?!\d))")
_EXPIRED = ("4.4.7", "5.4.7")

_DETAIL = {
    "onhold": "01",
    "syntaxerror": "02",
    "norelaying": "09",
    "filtered": "10",
    "userunknown": "11",
    "hostunknown": "12",
    "hasmoved": "16",
    "rejected": "18",
    "suspend": "21",
    "mailboxfull": "22",
    "exceedlimit": "23",
    "systemerror": "30",
    "systemfull": "31",
    "notaccept": "32",
    "mesgtoobig": "34",
    "mailererror": "39",
    "networkerror": "44",
    "toomanyconn": "45",
    "speeding": "45",
    "expired": "47",
    "contenterror": "60",
    "securityerror": "70",
    "virusdetected": "71",
    "blocked": "71",
    "policyviolation": "72",
    "authfailure": "72",
    "requireptr": "73",
    "badreputation": "75",
    "notcompliantrfc": "60",
    "spamdetected": "80",
}


def statuses_in(text: str) -> list[str]:
    """Enhanced status codes in a text, in order; parts of network addresses are passed over."""
    return [found.group(1) for found in _STATUS.finditer(text)]


def status_of(said: str, given: str) -> str:
    """The most telling status: what the refusing server said before what the reporter noted.

    ``x.0.0`` says nothing, ``x.4.7`` (gave up waiting) less than what was waited for, ``x.y.0`` but the subject.
    """
    candidates = [*statuses_in(said), given] if given else statuses_in(said)
    failures = [status for status in candidates if not status.startswith("2.")] or candidates
    return min(failures, key=_vagueness, default="")


def reply_in(text: str, status: str) -> str:
    """The first SMTP reply code of the same class as the status; an empty string when there is none."""
    replies = [found.group(1) for found in _REPLY.finditer(text)]
    wanted = status[:1]
    return next((reply for reply in replies if not wanted or reply.startswith(wanted)), "")


def status_for(reason: str, *, temporary: bool, sender_refused: bool = False) -> str:
    """A status where none was given: 9 and the RFC 3463 subject and detail nearest to the reason.

    Where Exim tells that the sender was refused, nothing is known about the recipient: 901.
    """
    detail = "01" if sender_refused else _DETAIL.get(reason, "00")
    return f"{4 if temporary else 5}.0.9{detail}"


def _vagueness(status: str) -> int:
    if status.endswith(".0.0"):
        return 3
    if status in _EXPIRED:
        return 2
    return 1 if status.endswith(".0") else 0
