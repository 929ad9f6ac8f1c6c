"""Users of other desks: an answer written at night could only be sent at night."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.time import now
from tests.channels.mail.conftest import Receiver, TakesIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(as_owner: Client, case: Case, outgoing: Mailbox) -> Message:
    """Written now, to leave at the first time the page offers."""
    offered = as_owner.get(f"/cases/{case.pk}/").content.decode().split('name="leave" value="')[1].split('"')[0]
    sent = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Hyvää huomenta!", "leave": offered})
    assert sent.status_code == 303
    return Message.objects.get(author="us")


def hours_pass(hours: int) -> None:
    """The same as if the clock had gone on."""
    for delivery in Delivery.objects.all():
        Delivery.objects.filter(pk=delivery.pk).update(not_before=delivery.not_before - timedelta(hours=hours))
    DBTaskResult.objects.filter(run_after__gt=now()).update(run_after=now() - timedelta(seconds=1))


def test_it_leaves_at_its_time_by_itself_and_not_before(waiting: Message, receiver: Receiver) -> None:
    assert JobLoop().drain() == 0
    assert receiver.mails == []
    hours_pass(24 * 4)
    JobLoop().drain()
    assert [mail.recipients for mail in receiver.mails] == [["eeva.mattila@posti.example"]]


def test_the_customer_sees_nothing_of_it_before(waiting: Message, anonymous: Client, case: Case) -> None:
    from kohtaamo.encounters.commands.own_page import link_token, own_page_of

    page = anonymous.get(f"/p/{link_token(own_page_of(case, case.customer))}/").content.decode()
    assert ("Sänky ei tullut perjantaina." in page, "Hyvää huomenta!" in page) == (True, False)


def test_words_that_come_first_hold_it_back_and_say_so(
    waiting: Message, takes_in: TakesIn, receiver: Receiver, as_owner: Client, case: Case
) -> None:
    takes_in("Ei tarvitse enää.", To=f"palvelu+{case.key}@tupa.example", Message_ID="<m9@x>")
    hours_pass(24 * 4)
    JobLoop().drain()
    assert (receiver.mails, waiting.deliveries.get().state) == ([], "held")
    assert "Pidätetty" in as_owner.get(f"/cases/{case.pk}/").content.decode()
