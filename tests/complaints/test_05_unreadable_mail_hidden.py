"""Users of other desks: a mail the program could not read went into a folder only an administrator of the server sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client, override_settings

from kohtaamo.channels.mail.models import Intake
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.events import _listeners
from tests.channels.mail.conftest import TakesIn, make_mail

pytestmark = pytest.mark.django_db
BROKEN = (
    b"From: =?utf-8?B?broken\nTo: palvelu@tupa.example\nContent-Type: multipart/mixed; boundary=\n"
    b"Content-Transfer-Encoding: base65\nSubject: \xff\xfe\x00\n\n\x00\x01 Miss\xe4 s\xe4nky on? \xed\xa0\x80"
)
SUBSCRIPTIONS = "tests.channels.mail.failing_subscriptions"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    caches["near"].clear()
    yield
    caches["near"].clear()


@pytest.fixture
def stuck(takes_in: TakesIn) -> Intake:
    """A mail that could not be placed."""
    with override_settings(KOHTAAMO_SUBSCRIPTIONS=SUBSCRIPTIONS):
        _listeners.cache_clear()
        taken = takes_in("Tätä ei osattu lukea", From="Kaisa <kaisa@posti.example>")
    _listeners.cache_clear()
    return taken


def test_one_that_could_not_be_placed_is_told_of_and_read_again_with_a_button(
    stuck: Intake, as_administrator: Client
) -> None:
    assert (stuck.outcome, Case.objects.count()) == ("failed", 0)
    page = as_administrator.get("/operations/").content.decode()
    assert ("kaisa@posti.example" in page, f"/operations/mails/{stuck.pk}/again/" in page) == (True, True)
    as_administrator.post(f"/operations/mails/{stuck.pk}/again/")
    assert "Tätä ei osattu lukea" in Message.objects.get(author="customer").text


def test_the_most_broken_of_mails_is_still_somebodys_words_in_the_queue(takes_in: TakesIn, as_owner: Client) -> None:
    taken = takes_in(raw=BROKEN)
    assert (taken.outcome, "Miss" in taken.message.text) == ("stored", True)
    assert f"/cases/{taken.message.case_id}/" in as_owner.get("/cases/").content.decode()


def test_a_mail_refused_for_its_size_is_seen_with_its_reason_and_can_be_taken_in(
    takes_in: TakesIn, as_administrator: Client
) -> None:
    with override_settings(KOHTAAMO={**settings.KOHTAAMO, "MAX_MAIL_MB": 1}):
        taken = takes_in(raw=make_mail("Iso " * 300_000, From="Kaisa <kaisa@posti.example>"))
    assert (taken.outcome, Case.objects.count()) == ("rejected", 0)
    page = as_administrator.get("/operations/refused-mails/").content.decode()
    assert (f"/operations/mails/{taken.pk}/raw/" in page, taken.reason in page) == (True, True)
    as_administrator.post(f"/operations/mails/{taken.pk}/admission/")
    assert Message.objects.get(author="customer").text.startswith("Iso Iso")
