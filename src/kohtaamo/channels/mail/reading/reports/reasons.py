"""Why a mail did not arrive, judged from words first, then from codes, and whether trying again is of use."""

from __future__ import annotations

from kohtaamo.channels.mail.reading.reports import unknown
from kohtaamo.channels.mail.reading.reports.failure import Failure
from kohtaamo.channels.mail.reading.reports.phrases import meaning_of, plain
from kohtaamo.channels.mail.reading.reports.remote import meaning_at

_BEFORE_CONTENT = {"rejected", "spamdetected"}
"""What cannot be judged before a sender or a content was given: then the connection itself was unwelcome."""

_LASTING = {"userunknown", "hostunknown", "hasmoved", "notaccept"}

_BY_STATUS = {
    "1.0": "userunknown",
    "1.1": "userunknown",
    "1.2": "hostunknown",
    "1.3": "userunknown",
    "1.4": "filtered",
    "1.6": "hasmoved",
    "1.7": "rejected",
    "1.8": "rejected",
    "1.9": "systemerror",
    "1.10": "notaccept",
    "2.0": "filtered",
    "2.1": "filtered",
    "2.2": "mailboxfull",
    "2.3": "exceedlimit",
    "2.4": "filtered",
    "3.0": "systemerror",
    "3.1": "systemfull",
    "3.2": "notaccept",
    "3.3": "systemerror",
    "3.4": "mesgtoobig",
    "3.5": "systemerror",
    "4.1": "expired",
    "4.2": "expired",
    "4.3": "systemerror",
    "4.4": "hostunknown",
    "4.5": "systemfull",
    "4.6": "networkerror",
    "4.7": "expired",
    "4.14": "networkerror",
    "4.312": "networkerror",
    "4.300": "expired",
    "4.310": "hostunknown",
    "4.316": "expired",
    "5.0": "",
    "5.3": "systemerror",
    "5.4": "systemerror",
    "6.0": "contenterror",
    "6.1": "contenterror",
    "6.2": "contenterror",
    "6.3": "contenterror",
    "6.5": "contenterror",
    "6.6": "contenterror",
    "6.9": "contenterror",
    "7.0": "securityerror",
    "7.1": "securityerror",
    "7.2": "securityerror",
    "7.3": "securityerror",
    "7.4": "securityerror",
    "7.5": "securityerror",
    "7.6": "securityerror",
    "7.7": "securityerror",
    "7.8": "securityerror",
    "7.9": "securityerror",
    "7.13": "suspend",
    "7.17": "hasmoved",
    "7.21": "authfailure",
    "7.23": "authfailure",
    "7.24": "authfailure",
    "7.57": "securityerror",
    "7.501": "spamdetected",
    "7.502": "spamdetected",
    "7.503": "spamdetected",
    "7.511": "rejected",
    "7.512": "notcompliantrfc",
    "7.606": "blocked",
    "7.650": "badreputation",
    "7.705": "exceedlimit",
    "7.708": "blocked",
}
"""RFC 3463, with the additions of RFC 7372, 7505, 8616 and Exchange Online."""

_VAGUE = ("", "expired", "systemerror")
_TELLING = {
    "1.6": "hasmoved",
    "2.2": "mailboxfull",
    "7.20": "authfailure",
    "7.22": "authfailure",
    "7.25": "requireptr",
    "7.26": "authfailure",
    "7.27": "notaccept",
    "7.509": "authfailure",
}
"""Codes with one meaning only, better than any words."""

_BY_REPLY = {
    "421": "expired",
    "451": "systemerror",
    "452": "systemfull",
    "500": "syntaxerror",
    "501": "syntaxerror",
    "502": "syntaxerror",
    "503": "syntaxerror",
    "504": "syntaxerror",
    "530": "securityerror",
    "535": "securityerror",
    "542": "userunknown",
    "551": "hasmoved",
    "552": "mailboxfull",
    "556": "notaccept",
}
"""RFC 5321, section 4.2.3, and RFC 7504; 550, 553 and 554 say too little."""

_BY_COMMAND = {"CONN": "blocked", "HELO": "blocked", "MAIL": "rejected", "RCPT": "userunknown", "DATA": "filtered"}


def reason_for(failure: Failure, *, status: str, command: str, reply: str) -> str:
    """One short code; "undefined" when neither words nor codes tell anything."""
    said, around = plain(failure.said), plain(failure.around)
    hosts = (failure.remote, failure.agent, failure.recipient.rpartition("@")[2].lower(), said)
    detail = status[2:]
    return (
        _TELLING.get(detail, "")
        or meaning_at(hosts, said)
        or _by_program(failure, said)
        or _from_words(said, detail, command)
        or (_BY_STATUS.get(detail, "") if failure.said else "")
        or _from_words(around, detail, command)
        or _BY_STATUS.get(detail, "")
        or _BY_REPLY.get(reply, "")
        or _from_step(command, reply)
    )


def is_lasting(reason: str, status: str) -> bool:
    """Whether the address itself is at fault for good, so that nothing sent there will arrive."""
    return reason in _LASTING and status.startswith("5")


def _from_words(text: str, detail: str, command: str) -> str:
    if unknown.was_looked_up(text):
        return "userunknown"
    meaning = meaning_of(text)
    if meaning in _VAGUE and unknown.is_stated(text):
        return _unknown_or_filtered(detail, command)
    if meaning == "rejected" and command == "RCPT" and unknown.is_refused(text):
        return "userunknown"
    return "blocked" if meaning in _BEFORE_CONTENT and command in ("CONN", "HELO") else meaning


def _unknown_or_filtered(detail: str, command: str) -> str:
    """A server that took the recipient and says "unknown" after the content has filtered the mail."""
    if detail.startswith("1."):
        return "userunknown"
    return "userunknown" if command == "RCPT" and detail != "7.1" else "filtered"


def _by_program(failure: Failure, said: str) -> str:
    """A program on the reporting host failed; a full disk is the one failure of it that has a name of its own."""
    if not (failure.local and said):
        return ""
    return "mailboxfull" if meaning_of(said) == "mailboxfull" else "mailererror"


def _from_step(command: str, reply: str) -> str:
    return _BY_COMMAND.get(command, "undefined") if reply.startswith("5") else "undefined"
