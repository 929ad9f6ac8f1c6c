"""Writing to the organisation as a customer would: a real mail over a socket to the built-in intake."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from django.conf import settings

from kohtaamo.demo.errors import IntakeOff, IntakeRefused
from kohtaamo.demo.models import DemoMail
from kohtaamo.platform.time import now

TIMEOUT = 15.0  # seconds for each answer


@dataclass(frozen=True)
class Letter:
    """What an invented customer writes; ``answers`` is the mail of ours they answer."""

    name: str
    address: str
    to: str
    subject: str
    text: str
    answers: DemoMail | None = None


def intake_bind() -> str:
    """Where the built-in intake listens; empty when it is off."""
    return str(settings.KOHTAAMO["INTAKE_BIND"])


def write_in(letter: Letter) -> None:
    """Send the letter. Raises ``IntakeOff``, and ``IntakeRefused`` when it is not taken."""
    host, _, port = intake_bind().rpartition(":")
    if not port:
        raise IntakeOff
    reachable = "127.0.0.1" if host.strip("[]:0.") == "" else host
    try:
        with smtplib.SMTP(reachable, int(port), timeout=TIMEOUT) as server:
            server.send_message(_mail(letter))
    except (OSError, smtplib.SMTPException) as problem:
        raise IntakeRefused from problem


def _mail(letter: Letter) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=" ".join(letter.name.split()), addr_spec=letter.address)
    mail["To"] = letter.to
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = make_msgid(domain=letter.address.rpartition("@")[2])
    if letter.answers is not None and letter.answers.header_id:
        mail["In-Reply-To"] = letter.answers.header_id
        mail["References"] = letter.answers.header_id
    mail.set_content(letter.text)
    return mail
