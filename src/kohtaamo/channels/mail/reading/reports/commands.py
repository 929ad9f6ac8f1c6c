"""At which step of the SMTP talk a mail was refused; "unknown use r" means less once the recipient was accepted."""

from __future__ import annotations

import re

_SAID_SO: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (command, re.compile(pattern, re.IGNORECASE))
    for command, pattern in (
        (
            "DATA",
            r"in reply to (?:end of )?data|after (?:end of data|data|text)\b|for text command"
            r"|\(state 1[5-9]\)",
        ),
        ("DATA", r"failed after i sent the message|did not like our (?:data|final dot)|error following data"),
        ("DATA", r"smtp transmission failure has occurred|-smtp command\s{1,6}data|sending message body"),
        ("RCPT", r"in reply to rcpt|after rcpt|in rcpt to|\[rcpt_to\]|\brcpt_to\b|did not like our rcpt"),
        (
            "RCPT",
            r"does not like recipient|rcpt to generated|server sent: rcpt to|smtp:rcpt|sent <<< rcpt to|error following rcpt|-smtp command\s{1,6}rcpt|\(state 1[34]\)",
        ),
        (
            "RCPT",
            r"smtp server has rejected address|rejected recipient|bad-mailbox"
            r"|addresses had delivery problems ---",
        ),
        (
            "MAIL",
            r"in reply to mail|after mail|in mail from|\[mail_from\]|did not like our mail"
            r"|does not like sender",
        ),
        ("MAIL", r"error following mail|-smtp command\s{1,6}mail"),
        (
            "HELO",
            r"in reply to (?:helo|ehlo)|after (?:helo|ehlo)|did not like our (?:helo|ehlo)"
            r"|my name was rejected",
        ),
        ("CONN", r"after initial connection|refused to talk to me|initial greeting|\[connect\]"),
    )
)
_EXIM_SENDER = re.compile(r"smtp error from remote mail(?:er)? server after\s{1,40}mail from", re.IGNORECASE)
_SENT = re.compile(r"^[ \t]{0,4}>>>[ \t]{0,4}([A-Za-z]{4})|^[ \t]{0,4}<<<[ \t]{0,4}([45])\d\d", re.MULTILINE)
_NAMES = {"rcpt": "RCPT", "mail": "MAIL", "data": "DATA", "helo": "HELO", "ehlo": "HELO"}


def command_in(text: str) -> str:
    """ "CONN", "HELO", "MAIL", "RCPT", "DATA", or an empty string when the report does not tell."""
    plain = " ".join(text.split())
    told = next((command for command, pattern in _SAID_SO if pattern.search(plain)), "")
    return told or _from_transcript(text)


def sender_refused(text: str) -> bool:
    """Whether Exim reports that the other server took offence at our sender address."""
    return _EXIM_SENDER.search(text) is not None


def _from_transcript(text: str) -> str:
    last = ""
    for found in _SENT.finditer(text):
        if found.group(2) and last:
            return last
        last = _NAMES.get((found.group(1) or "").lower(), last)
    return ""
