"""The mail servers are gone for an hour: the case says so, operations say why, and then all of it leaves and comes, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from kohtaamo.channels.mail.commands.mailbox import begin
from kohtaamo.channels.mail.fetching.cursor import fetch_mailbox
from kohtaamo.channels.mail.fetching.imap import connected
from kohtaamo.channels.mail.fetching.trouble import note_success, note_trouble
from kohtaamo.channels.mail.jobs import send_message
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import (  # noqa: F401 - fixtures
    ImapServer,
    Receiver,
    dovecot,
    free_port,
    imap,
    make_mail,
    outgoing,
    receiver,
)
from tests.conftest import Says

pytestmark = [pytest.mark.django_db, pytest.mark.server]
MANY = 5


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    caches["near"].clear()
    yield
    caches["near"].clear()


@pytest.fixture
def answers(owner: Member, says: Says, outgoing: Mailbox) -> list[Message]:  # noqa: F811
    """Answers to several customers, whose time to be taken back has passed."""
    cases = [says(sender=f"asiakas{number}@posti.example").case for number in range(MANY)]
    written = [reply(actor=owner, case=case, text="Sänky tulee tiistaina.") for case in cases]
    Delivery.objects.update(not_before=now() - timedelta(minutes=70))
    return written


def try_all(answers: list[Message]) -> None:
    for message in answers:
        send_message.call(message.pk)


def time_passes(**span: float) -> None:
    for attempt in Attempt.objects.all():
        assert attempt.ended_at is not None
        Attempt.objects.filter(pk=attempt.pk).update(
            began_at=attempt.began_at - timedelta(**span), ended_at=attempt.ended_at - timedelta(**span)
        )


def test_answers_wait_say_so_and_leave_once_when_the_server_is_back(
    answers: list[Message],
    outgoing: Mailbox,  # noqa: F811
    receiver: Receiver,  # noqa: F811
    as_owner: Client,
    as_administrator: Client,
) -> None:
    there = outgoing.smtp_port
    Mailbox.objects.update(smtp_port=free_port())
    for minutes in (1, 5, 15, 45):
        try_all(answers)
        time_passes(minutes=minutes)
    wrong = as_administrator.get("/operations/").context["wrong"]
    (late,) = [section for section in wrong if section.finding.kind and section.finding.kind.slug == "late-deliveries"]
    assert (late.finding.count, all(row.why for row in late.rows), receiver.mails) == (MANY, True, [])
    assert "Viivästyi" in as_owner.get(f"/cases/{answers[0].case_id}/").content.decode()
    assert set(Case.objects.values_list("state", flat=True)) == {"customer"}

    Mailbox.objects.update(smtp_port=there)
    time_passes(hours=1)
    for _again in range(2):
        try_all(answers)
    assert sorted(mail.recipients for mail in receiver.mails) == [[f"asiakas{n}@posti.example"] for n in range(MANY)]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert "Viivästyi" not in as_owner.get(f"/cases/{answers[0].case_id}/").content.decode()


def test_mails_that_came_meanwhile_are_fetched_when_the_server_is_back(
    imap: Mailbox,  # noqa: F811
    dovecot: ImapServer,  # noqa: F811
    administrator: Member,
    as_administrator: Client,
) -> None:
    begin(actor=administrator, mailbox=imap, history=False)
    there = imap.imap_port
    Mailbox.objects.update(imap_port=free_port())
    imap.refresh_from_db()
    with pytest.raises(OSError) as gone:
        connected(imap).__enter__()
    note_trouble(imap, gone.value)
    assert imap.address in as_administrator.get("/operations/").content.decode()
    for number in range(MANY):
        dovecot.deliver(imap.username, make_mail(f"Asia {number}", Message_ID=f"<{number}@x>"))

    Mailbox.objects.update(imap_port=there)
    imap.refresh_from_db()
    with connected(imap) as box:
        assert fetch_mailbox(box, imap) == MANY
    note_success(imap)
    came = Message.objects.filter(author="customer")
    assert {message.text.strip() for message in came} == {f"Asia {number}" for number in range(MANY)}
    assert imap.address not in str(as_administrator.get("/operations/").context["wrong"])
