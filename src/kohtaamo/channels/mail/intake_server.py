"""The built-in SMTP intake (RFC 5321) for mail delivered to us directly. Says yes only to what is already kept."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from kohtaamo.channels.mail.addressing import parted
from kohtaamo.channels.mail.authentication.checking import Delivered, judge
from kohtaamo.channels.mail.authentication.names import Names, own_names
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.commands.take_in import max_bytes, take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.opening import NULL_SENDER

logger = logging.getLogger(__name__)
MOST_RECIPIENTS = 100
_LATER = "451 4.3.0 Cannot store it now; please try again later"


class _Patient(SMTP):  # type: ignore[misc]
    """Takes lines longer than RFC 5321 allows (4.5.3.1.6): people's programs write them, and the mail is theirs."""

    line_length_limit = 1_000_000


class _Controller(Controller):  # type: ignore[misc]
    def factory(self) -> SMTP:
        return _Patient(self.handler, **self.SMTP_kwargs)


def serve_intake(stop: threading.Event) -> None:
    """Listen on ``KOHTAAMO_INTAKE_BIND`` until ``stop``; only waits when that is empty."""
    bind = str(settings.KOHTAAMO["INTAKE_BIND"])
    if not bind:
        stop.wait()
        return
    host, _, port = bind.rpartition(":")
    controller = intake_controller(host or "127.0.0.1", int(port))
    controller.start()
    logger.info("the mail intake listens on %s", bind)
    try:
        stop.wait()
    finally:
        controller.stop()


def intake_controller(host: str, port: int, names: Names | None = None) -> Controller:
    """The server, not yet started. Mails to twice the limit are read, so that a refusal is seen on our side too.

    ``names`` answers what is asked of senders' domains; the machine's own resolver does when it is not given.
    """
    return _Controller(
        IntakeHandler(names or own_names()), hostname=host, port=port, data_size_limit=2 * max_bytes(), enable_SMTPUTF8=True,
        ident="Kohtaamo", server_hostname=str(settings.MESSAGE_DOMAIN),
    )  # fmt: skip


class IntakeHandler:
    """What aiosmtpd asks at each step; the names are its own."""

    def __init__(self, names: Names) -> None:
        self._names = names

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            known = await asyncio.to_thread(_is_ours, address)
        except DatabaseError:
            return _LATER
        if not known:
            return "550 5.1.1 There is no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        peer = session.peer[0] if isinstance(session.peer, tuple) else ""
        way = Delivered(str(peer), str(session.host_name or ""), envelope.mail_from or "")
        try:
            intake = await asyncio.to_thread(_take, envelope, way, self._names)
        except Exception:
            logger.exception("a mail could not be stored; the sender was asked to try again")
            return _LATER
        if intake.outcome == Outcome.REJECTED and intake.size > max_bytes():
            return "552 5.3.4 The mail is too large"
        return "250 2.0.0 OK, stored"


def _is_ours(address: str) -> bool:
    close_old_connections()
    wanted = parted(address)[0]
    try:
        return any(parted(one)[0] == wanted for one in Mailbox.objects.values_list("address", flat=True))
    finally:
        close_old_connections()


def take_delivered(envelope: Envelope, way: Delivered, names: Names) -> Intake:
    """Judge the sender of a delivered mail, and take it in."""
    content: Any = envelope.original_content or envelope.content or b""
    raw = bytes(content)
    judgement = judge(raw, way, names)
    return take_in(
        raw=raw, source="smtp", envelope_from=envelope.mail_from or NULL_SENDER,
        envelope_to=tuple(envelope.rcpt_tos), authentication=judgement.stored(),
    )  # fmt: skip


def _take(envelope: Envelope, way: Delivered, names: Names) -> Intake:
    close_old_connections()
    try:
        return take_delivered(envelope, way, names)
    finally:
        close_old_connections()
