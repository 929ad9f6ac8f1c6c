"""What the complaints are tried with: mails in and out as they are in life, and programs that call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from kohtaamo.channels.mail.jobs import send_message
from kohtaamo.config.background import readers
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.time import now
from tests.api.conftest import calls, program  # noqa: F401 - fixtures
from tests.channels.mail.conftest import Receiver, dovecot, imap, outgoing, receiver, takes_in  # noqa: F401 - fixtures
from tests.outreach.conftest import cause, sends, waiters, writes  # noqa: F401 - fixtures

Leaves = Callable[[], list[EmailMessage]]


@pytest.fixture
def leaves(receiver: Receiver) -> Leaves:  # noqa: F811
    """Let the time to undo pass, send what waits, and give every mail that has arrived so far."""

    def send() -> list[EmailMessage]:
        Delivery.objects.filter(state="waiting").update(not_before=now() - timedelta(minutes=1))
        for message in Message.objects.filter(deliveries__state="waiting").distinct().order_by("pk"):
            send_message.call(message.pk)
        return [letter(each.content) for each in receiver.mails]

    return send


def letter(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def read_journal() -> None:
    """Let everything that reads the journal catch up: search, notifications, likenesses."""
    for reader in readers():
        catch_up(reader)


def again(case: Case) -> Case:
    """The case as it is now."""
    return Case.objects.get(pk=case.pk)
