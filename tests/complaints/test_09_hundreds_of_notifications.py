"""Users of other desks: back from a day off, and hundreds of notifications had come by mail; others never came at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Told
from kohtaamo.serving.commands.tell import Wish, wish_to_be_told
from kohtaamo.serving.jobs import send_digests
from kohtaamo.serving.models import Notification
from kohtaamo.staff.models import Member
from tests.complaints.conftest import read_journal
from tests.conftest import Says

pytestmark = pytest.mark.django_db
HUNDRED = 100


@pytest.fixture
def back(case: Case, owner: Member, says: Says) -> Case:
    """The customer wrote a hundred times while the owner was away, on a quiet day."""
    take(actor=owner, case=case)
    wish_to_be_told(actor=owner, wish=Wish({Told.WROTE: ["page", "mail"]}, None, None, "hour"))
    for number in range(HUNDRED):
        says(f"Kysymys {number}?", case=case)
    read_journal()
    Notification.objects.update(at=now() - timedelta(minutes=6))
    return case


def clock_goes(minutes: int = 6) -> None:
    """The clock's round, and what it put in line; then so much time passes."""
    send_digests()
    JobLoop().drain()
    for told in Notification.objects.filter(mailed_at__isnull=False):
        Notification.objects.filter(pk=told.pk).update(mailed_at=told.mailed_at - timedelta(minutes=minutes))


def test_a_hundred_mails_while_away_are_one_digest(back: Case, owner: Member) -> None:
    assert Notification.objects.filter(member=owner).count() == HUNDRED
    for _round in range(15):
        clock_goes(65)
    assert [letter.to for letter in mail.outbox] == [["noora@tupa.example"]]
    assert "100" in mail.outbox[0].subject


def test_what_was_seen_on_the_page_is_not_mailed(back: Case, as_owner: Client) -> None:
    as_owner.post("/notifications/seen/")
    clock_goes()
    assert (Notification.objects.filter(seen_at__isnull=True).count(), mail.outbox) == (0, [])


def test_nothing_is_missing_where_they_are_listed(back: Case, as_owner: Client) -> None:
    page = as_owner.get("/notifications/").content.decode()
    assert "Eeva Mattila" in page
    assert Notification.objects.filter(seen_at__isnull=True).count() in {0, HUNDRED}


def test_a_colleague_who_is_not_concerned_is_told_nothing(back: Case, colleague: Member) -> None:
    clock_goes()
    assert Notification.objects.filter(member=colleague).count() == 0
