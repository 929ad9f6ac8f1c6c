"""Users of other desks: nothing left for weeks, and nobody saw it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.jobs import enqueue_forgotten, send_message
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.findings import trouble_count
from tests.channels.mail.conftest import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    caches["near"].clear()
    yield
    caches["near"].clear()


@pytest.fixture
def waiting(owner: Member, case: Case, outgoing: Mailbox) -> Message:
    """An answer that should have left an hour ago."""
    message = reply(actor=owner, case=case, text="Sänky tulee tiistaina.")
    Delivery.objects.update(not_before=now() - timedelta(hours=1))
    return message


def test_that_the_worker_is_silent_is_the_first_thing_said(waiting: Message, as_administrator: Client) -> None:
    Worker.objects.create(name="w", seen_at=now() - timedelta(minutes=2))
    page = as_administrator.get("/operations/")
    assert page.context["wrong"][0].finding.is_silence
    assert trouble_count() > 0


def test_an_answer_that_has_not_left_says_so_in_the_case(waiting: Message, as_owner: Client, case: Case) -> None:
    assert "Viivästyi" in as_owner.get(f"/cases/{case.pk}/").content.decode()


def test_an_answer_whose_job_was_lost_is_found_and_leaves_once(waiting: Message, receiver: Receiver) -> None:
    DBTaskResult.objects.all().delete()
    assert enqueue_forgotten() == 1
    assert enqueue_forgotten() == 0
    JobLoop().drain()
    assert [mail.recipients for mail in receiver.mails] == [["eeva.mattila@posti.example"]]


def test_a_server_that_takes_nothing_is_told_with_its_own_words_and_all_is_sent_once_it_does(
    waiting: Message, receiver: Receiver, as_administrator: Client, as_owner: Client, case: Case
) -> None:
    receiver.answer = "454 4.7.0 Temporary authentication failure"
    send_message.call(waiting.pk)
    assert waiting.deliveries.get().state == "waiting"
    wrong = as_administrator.get("/operations/").context["wrong"]
    assert [(row.finding.kind.slug, row.rows[0].why) for row in wrong if row.finding.kind] == [
        ("late-deliveries", receiver.answer)
    ]
    assert "Viivästyi" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    receiver.answer = "250 OK"
    Attempt.objects.update(ended_at=now() - timedelta(hours=1))
    for _twice in range(2):
        send_message.call(waiting.pk)
    assert (len(receiver.mails), waiting.deliveries.get().state) == (1, "sent")
