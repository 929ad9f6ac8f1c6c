"""The postman of the demonstration: takes every mail we send, on this machine, and puts it where customers read it.

Nothing leaves the machine: the demonstration's mailboxes know no other outgoing server.
"""

from __future__ import annotations

import logging
import threading
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.demo.models import DemoMail
from kohtaamo.demo.queries import loaded_demonstration
from kohtaamo.platform.time import now

logger = logging.getLogger(__name__)
HERE = "127.0.0.1"
NOBODY = "@muuttanut.example"  # addresses here do not exist, so that a failure can be tried too
LOOKS_EVERY = 2.0  # seconds


def serve_postman(stop: threading.Event) -> None:
    """Wait until a demonstration is loaded, then take its mails until it is cleared or ``stop``."""
    while not stop.wait(LOOKS_EVERY):
        port = _port()
        if port is not None:
            _work(port, stop)


def _port() -> int | None:
    close_old_connections()
    if loaded_demonstration() is None:
        return None
    return Mailbox.objects.filter(smtp_host=HERE).values_list("smtp_port", flat=True).first()


def _work(port: int, stop: threading.Event) -> None:
    controller = postman_controller(port)
    controller.start()
    logger.info("the demonstration's postman works on port %s", port)
    try:
        while not stop.wait(LOOKS_EVERY) and _port() == port:
            pass
    finally:
        controller.stop()


def postman_controller(port: int) -> Controller:
    """The server, not yet started; it listens only inside this machine."""
    return Controller(_Postman(), hostname=HERE, port=port, enable_SMTPUTF8=True, ident="Demo")


class _Postman:
    """What aiosmtpd asks at each step; the names are its own."""

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.lower().endswith(NOBODY):
            return "550 5.1.1 There is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        await sync_to_async(_put, thread_sensitive=False)(content, list(envelope.rcpt_tos))
        return "250 2.0.0 OK"


def _put(content: bytes, recipients: list[str]) -> None:
    close_old_connections()
    try:
        for address in recipients:
            put_mail(content, address)
    finally:
        close_old_connections()


def put_mail(content: bytes, address: str) -> DemoMail:
    """Put a mail in the mailbox of an invented customer."""
    mail = message_from_bytes(content, _class=EmailMessage, policy=SMTP)
    body = mail.get_body(("plain",))
    return DemoMail.objects.create(
        to=address.lower(), sender=str(mail["From"] or ""), reply_to=str(mail["Reply-To"] or ""),
        header_id=str(mail["Message-ID"] or ""), subject=str(mail["Subject"] or "")[:300],
        text=_plain(body), at=now(), raw=content,
    )  # fmt: skip


def _plain(body: MIMEPart | None) -> str:
    return str(body.get_content()).replace("\r\n", "\n").strip() if body is not None else ""
