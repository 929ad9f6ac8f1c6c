"""Handing a mail over to the mailbox's outgoing server (RFC 5321), with each recipient's own answer."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from kohtaamo.channels.mail.choices import Security, SignIn
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import unseal
from kohtaamo.channels.mail.tokens import access_token, forget_token
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.outgoing import connect

TIMEOUT = 60.0  # seconds for each answer
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
Refusal = tuple[str, str, bool]  # RFC 3463 code, what the server said, permanent


@dataclass
class Handed:
    """What became of each recipient: refused for good or delayed; the others were taken, with ``answer``."""

    refused: dict[str, Refusal] = field(default_factory=dict)
    delayed: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    plain: set[str] = field(default_factory=set)  # recipients for whom the server took our plain address as sender
    doubtful: bool = False  # cut off while the words were handed over: they may have left

    def put(self, recipients: Sequence[str], code: int, said: bytes | str) -> None:
        """Note a server's refusal of these recipients."""
        text = _text(code, said)
        for address in recipients:
            if 400 <= code < 500:
                self.delayed[address] = text
            else:
                self.refused[address] = (status_of(code, text), text, True)

    def join(self, other: Handed) -> None:
        self.refused |= other.refused
        self.delayed |= other.delayed
        self.answer = other.answer or self.answer
        self.plain |= other.plain
        self.doubtful |= other.doubtful


def hand_over(
    mailbox: Mailbox, mail: bytes, *, sender: str, recipients: Sequence[str], leaving: Callable[[], None]
) -> Handed:
    """Hand the mail to the server for these recipients; ``sender`` empty is the null return path.

    A server that does not take this sender is offered the mailbox's own address. ``leaving`` is called when the words
    themselves are about to be handed over, for the books.

    Raises nothing for what the network or the server does: those recipients are delayed, with the reason.
    """
    handed = Handed()
    try:
        with _served(mailbox) as server:
            taken = _name_all(server, mailbox, len(mail), sender, recipients, handed)
            if taken:
                leaving()
                _hand_words(server, mail, taken, handed)
    except (OSError, smtplib.SMTPException, KohtaamoError) as problem:
        if not handed.answer:
            handed.doubtful = isinstance(problem, _BrokenOff)
            said = _sentence(problem)
            handed.delayed |= {one: said for one in recipients if one not in handed.refused}
    return handed


_kept: ContextVar[dict[int, _Smtp] | None] = ContextVar("kept_connections", default=None)


@contextmanager
def kept_connections() -> Iterator[None]:
    """Within this, mails handed over one after another go over one connection to each mailbox's server."""
    kept: dict[int, _Smtp] = {}
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
        for server in kept.values():
            server.__exit__(None, None, None)


@contextmanager
def _served(mailbox: Mailbox) -> Iterator[_Smtp]:
    """A connection for one mail: the kept one where it still answers, else a new one. A failure ends it."""
    kept = _kept.get()
    if kept is None:
        with _connected(mailbox) as server:
            yield server
        return
    server = _again(kept.pop(mailbox.pk, None)) or _connected(mailbox)
    try:
        yield server
    except BaseException:
        server.close()
        raise
    kept[mailbox.pk] = server


def _again(server: _Smtp | None) -> _Smtp | None:
    """The kept connection when the server takes another mail over it (RFC 5321, 4.1.1.5)."""
    if server is None:
        return None
    try:
        if server.rset()[0] == 250:
            return server
    except (OSError, smtplib.SMTPException):
        pass
    server.close()
    return None


class _BrokenOff(smtplib.SMTPException):
    """The connection broke while the words were handed over."""


def _name_all(
    server: _Smtp, mailbox: Mailbox, size: int, sender: str, recipients: Sequence[str], handed: Handed
) -> list[str]:
    """Name the sender and each recipient; returns the recipients whom the server takes."""
    code, said = _mail_from(server, sender, size)
    if code != 250 and sender != mailbox.address:
        handed.plain |= set(recipients)
        server.rset()
        code, said = _mail_from(server, mailbox.address, size)
    if code != 250:
        too_large = code == 552 or "5.3.4" in _text(code, said)
        handed.put(recipients, code if too_large else 450, said)
        return []
    taken = []
    for address in recipients:
        code, said = server.rcpt(address)
        if code in {250, 251}:
            taken.append(address)
        else:
            handed.put([address], code, said)
    return taken


def _hand_words(server: _Smtp, mail: bytes, taken: Sequence[str], handed: Handed) -> None:
    code, said = _data(server, mail)
    if code == 250:
        handed.answer = _text(code, said)
    else:
        handed.put(taken, code, said)


def _mail_from(server: _Smtp, sender: str, size: int) -> tuple[int, bytes]:
    options = [f"size={size}"] if server.has_extn("size") else []
    if server.has_extn("8bitmime"):
        options.append("body=8bitmime")
    return server.mail(sender, options)


def _data(server: _Smtp, mail: bytes) -> tuple[int, bytes]:
    try:
        return server.data(mail)
    except smtplib.SMTPDataError as problem:
        error = problem.smtp_error
        return problem.smtp_code, error if isinstance(error, bytes) else error.encode()
    except (OSError, smtplib.SMTPServerDisconnected) as problem:
        raise _BrokenOff(
            gettext("The connection broke while the message was handed over; it may have left (%(said)s).")
            % {"said": _sentence(problem)}
        ) from problem


class _Smtp(smtplib.SMTP):
    """SMTP over the guarded connection."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        super().__init__(
            mailbox.smtp_host, mailbox.smtp_port, local_hostname=str(settings.MESSAGE_DOMAIN), timeout=TIMEOUT
        )

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = connect(host, port, timeout)
        if self._mailbox.smtp_security == Security.TLS:
            return ssl.create_default_context().wrap_socket(made, server_hostname=host)
        return made

    def __exit__(self, *args: Any) -> None:
        try:
            super().__exit__(*args)
        except (OSError, smtplib.SMTPException):
            self.close()


def _connected(mailbox: Mailbox) -> _Smtp:
    server = _Smtp(mailbox)
    try:
        server.ehlo_or_helo_if_needed()
        if mailbox.smtp_security == Security.STARTTLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        _sign_in(server, mailbox)
    except BaseException:
        server.close()
        raise
    return server


def _sign_in(server: _Smtp, mailbox: Mailbox) -> None:
    user = mailbox.username or mailbox.address
    if mailbox.sign_in != SignIn.PASSWORD:
        token = access_token(mailbox)
        try:
            server.auth("XOAUTH2", lambda _challenge=None: f"user={user}\1auth=Bearer {token}\1\1")
        except smtplib.SMTPAuthenticationError:
            forget_token(mailbox)
            raise
    elif mailbox.secret and server.has_extn("auth"):
        server.login(user, unseal(mailbox.secret))


def status_of(code: int, text: str) -> str:
    """The RFC 3463 code in a reply, else its class."""
    found = _ENHANCED.search(text)
    return found[0] if found else f"{str(code)[:1]}.0.0"


def _text(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:900]


def _sentence(problem: BaseException) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return _text(problem.smtp_code, problem.smtp_error)
    return (str(problem) or type(problem).__name__)[:900]
