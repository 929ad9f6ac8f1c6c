"""Users of other desks: we told the customer a day, the customer thanked, and the thanks wiped out the reminder."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.serving.commands.snooze import wake_due
from kohtaamo.serving.models import Snooze
from tests.channels.mail.conftest import TakesIn
from tests.complaints.conftest import again

pytestmark = pytest.mark.django_db
THANKS = [
    "Kiitos!", "Tack så mycket, ha en bra dag!", "Thanks a lot!\n\n--\nSent from my phone",
    "Kiitos paljon 😊\n\nTi 24.11.2026 klo 10.00 Aitta & Tupa kirjoitti:\n> Palaamme perjantaina. Sopiiko?",
]  # fmt: skip


@pytest.fixture
def promised(as_owner: Client, takes_in: TakesIn) -> Case:
    """The customer was told a day, and the case sleeps until it."""
    case = takes_in("Milloin sänky tulee?").message.case
    due = (now() + timedelta(days=4)).strftime("%Y-%m-%dT12:00")
    told = {"text": "Palaamme perjantaina.", "seen": case.messages.latest("pk").pk, "once": "a"}
    promise = {"promise_what": "Palaamme asiaan", "promise_due_at": due, "promise_form": "call"}
    assert as_owner.post(f"/cases/{case.pk}/replies/", {**told, **promise}).status_code == 303
    chosen = f"promise-{Promise.objects.get(what='Palaamme asiaan').pk}"
    assert as_owner.post(f"/cases/{case.pk}/sleep/", {"until": chosen}).status_code == 303
    return case


@pytest.mark.parametrize("words", THANKS)
def test_thanks_leave_the_case_asleep_and_the_promise_open(takes_in: TakesIn, promised: Case, words: str) -> None:
    takes_in(words, To=f"palvelu+{promised.key}@tupa.example", Message_ID="<m9@x>")
    assert (Snooze.objects.get().woken_at, again(promised).state) == (None, "customer")
    assert Promise.objects.get(what="Palaamme asiaan").state == "open"


def test_before_the_day_it_is_back_in_front_of_us(takes_in: TakesIn, promised: Case, as_owner: Client) -> None:
    takes_in("Kiitos!", To=f"palvelu+{promised.key}@tupa.example", Message_ID="<m9@x>")
    Promise.objects.update(due_at=now() + timedelta(minutes=30))
    assert wake_due() == 1
    assert again(promised).state == "us"
    page = as_owner.get("/").content.decode()
    assert ("Palaamme asiaan" in page, f"/cases/{promised.pk}/" in page) == (True, True)


def test_a_question_among_the_thanks_wakes_it_and_the_day_is_not_lost(takes_in: TakesIn, promised: Case) -> None:
    takes_in("Kiitos! Tuleeko patja samalla?", To=f"palvelu+{promised.key}@tupa.example", Message_ID="<m9@x>")
    assert again(promised).state == "us"
    assert Promise.objects.get(what="Palaamme asiaan").state == "open"
