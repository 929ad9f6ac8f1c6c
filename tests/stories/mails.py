"""What customers write, and the server at which they get our mails."""

from __future__ import annotations

import asyncio
import email
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from email.utils import localtime
from typing import Any

from aiosmtpd.controller import Controller

from tests.stories.house import free_port

US = "palvelu@tupa.example"


def a_mail(
    text: str, *, sender: str = "Eeva Mattila <eeva.mattila@posti.example>", subject: str = "Sänky ei tullut",
    message_id: str = "<m1@posti.example>",
) -> bytes:  # fmt: skip
    """A usual mail from a customer to us."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, US, subject, message_id
    mail["Date"] = localtime()
    mail.set_content(text)
    return mail.as_bytes()


@dataclass
class Letters:
    """A real SMTP server: the mails it took, oldest first. ``wait`` seconds pass before each is acknowledged."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    wait: float = 0.0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        found = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        await asyncio.sleep(self.wait)
        return "250 2.0.0 OK"

    def that(self, is_it: Callable[[str], bool], *, within: float = 90.0) -> EmailMessage:
        """The first mail whose text is what is asked for, waited for."""
        ends = time.monotonic() + within
        while time.monotonic() < ends:
            for mail in list(self.mails):
                if is_it(text_of(mail)):
                    return mail
            time.sleep(0.05)
        raise AssertionError(f"no such mail among {[text_of(mail) for mail in self.mails]}")


def text_of(mail: EmailMessage) -> str:
    """The words of a mail, as a person reads them."""
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def own_page_in(mail: EmailMessage) -> str:
    """The address of the customer's own page that the mail carries."""
    found = re.search(r"https?://\S+/p/\S+/", text_of(mail))
    assert found, text_of(mail)
    return found[0]


@contextmanager
def receiving(port: int = 0) -> Iterator[Letters]:
    """Receive mails until the end of the block, at this port or a free one."""
    letters = Letters(port=port or free_port())
    controller = Controller(letters, hostname="127.0.0.1", port=letters.port)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()
