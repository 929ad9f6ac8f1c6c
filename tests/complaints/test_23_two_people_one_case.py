"""Users of other desks: two people answered the same customer, unaware of each other."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case, Message

pytestmark = pytest.mark.django_db


def test_each_sees_that_the_other_is_here_and_writing(as_owner: Client, as_colleague: Client, case: Case) -> None:
    as_colleague.post(f"/cases/{case.pk}/visit/", {"typing": "yes"})
    assert "Sami" in as_owner.get(f"/cases/{case.pk}/visitors/").content.decode()


def test_the_slower_of_two_answers_is_stopped_shown_the_other_and_kept(
    as_owner: Client, as_colleague: Client, case: Case
) -> None:
    seen = Message.objects.latest("pk").pk
    first = as_colleague.post(f"/cases/{case.pk}/replies/", {"text": "Tulee tiistaina.", "seen": seen, "once": "a"})
    second = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Tulee torstaina.", "seen": seen, "once": "b"})
    page = second.content.decode()
    assert (first.status_code, second.status_code) == (303, 409)
    assert ("Tulee tiistaina." in page, "Tulee torstaina.</textarea>" in page) == (True, True)
    assert [message.text for message in Message.objects.filter(author="us")] == ["Tulee tiistaina."]


def test_having_read_the_other_answer_one_may_still_send(as_owner: Client, as_colleague: Client, case: Case) -> None:
    seen = Message.objects.latest("pk").pk
    as_colleague.post(f"/cases/{case.pk}/replies/", {"text": "Tulee tiistaina.", "seen": seen, "once": "a"})
    now_seen = Message.objects.latest("pk").pk
    sent = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Klo 14.", "seen": now_seen, "once": "b"})
    assert (sent.status_code, Message.objects.filter(author="us").count()) == (303, 2)


def test_of_two_who_take_a_case_one_gets_it_and_the_other_is_told(
    as_owner: Client, as_colleague: Client, case: Case
) -> None:
    answers = [client.post(f"/cases/{case.pk}/taking/").status_code for client in (as_owner, as_colleague)]
    case.refresh_from_db()
    assert case.owner is not None
    assert (answers, case.owner.name) == ([303, 409], "Noora Kivelä")
    assert "Noora Kivelä" in as_colleague.get(f"/cases/{case.pk}/").content.decode()
