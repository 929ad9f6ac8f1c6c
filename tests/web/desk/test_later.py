"""The button that sends later, the list of what does, and the customer's page that tells nothing early."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Delivery, Later
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.answer import answer
from kohtaamo.promises.commands.make import Terms
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db


def test_the_page_offers_times_and_one_of_them_sends_later(as_owner: Client, case: Case) -> None:
    page = as_owner.get(f"/cases/{case.pk}/").content.decode()
    offered = page.split('name="leave" value="')[1].split('"')[0]
    assert as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Huomenta", "leave": offered}).status_code == 303
    assert Later.objects.get().leave_at.isoformat() == Delivery.objects.get().not_before.isoformat()
    assert "lähtee" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert "Huomenta" in as_owner.get("/later/?whose=mine").content.decode()


def test_a_time_of_ones_own_is_read_in_ones_zone(as_owner: Client, case: Case) -> None:
    tomorrow = (now() + timedelta(days=1)).strftime("%Y-%m-%d")
    data = {"text": "Hei", "leave": "own", "leave_own": f"{tomorrow}T12:00"}
    assert as_owner.post(f"/cases/{case.pk}/replies/", data).status_code == 303
    assert Later.objects.get().leave_at.hour in {9, 10}


def test_a_wrong_time_is_said_and_the_words_stay(as_owner: Client, case: Case) -> None:
    answered = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Tärkeä", "leave": "own", "leave_own": "eilen"})
    assert answered.status_code == 422
    assert "Tärkeä" in answered.content.decode()


def test_it_is_changed_sent_now_and_taken_back(
    as_owner: Client, as_outsider: Client, case: Case, owner: Member
) -> None:
    sent = reply(actor=owner, case=case, text="Hei", leave_at=now() + timedelta(days=2))
    assert as_outsider.post(f"/messages/{sent.pk}/leaving/", {"now": "yes"}).status_code == 404
    when = (now() + timedelta(days=3)).strftime("%Y-%m-%dT09:00")
    assert as_owner.post(f"/messages/{sent.pk}/leaving/", {"at": when}).status_code == 303
    assert Later.objects.get().leave_at > now() + timedelta(days=2, hours=1)
    assert as_owner.post(f"/messages/{sent.pk}/leaving/", {"now": "yes", "next": "list"})["Location"] == "/later/"
    assert as_owner.post(f"/messages/{sent.pk}/recall/").status_code == 303
    assert "Mikään ei" in as_owner.get("/later/").content.decode()


def test_held_back_is_seen_on_today_and_in_the_talk(as_owner: Client, case: Case, owner: Member, says: Says) -> None:
    reply(actor=owner, case=case, text="Hei", leave_at=now() + timedelta(days=2))
    says("Kysyn vielä yhtä asiaa", case=case)
    assert "pidätettiin" in as_owner.get("/").content.decode()
    assert "Pidätetty" in as_owner.get(f"/cases/{case.pk}/").content.decode()


def test_the_customers_page_tells_no_promise_that_has_not_left(anonymous: Client, case: Case, owner: Member) -> None:
    terms = Terms(what="Soitamme huomenna", due_at=now() + timedelta(days=1))
    answer(actor=owner, case=case, text="Soitamme.", promises=[terms], leave_at=now() + timedelta(hours=3))
    page = anonymous.get(f"/p/{link_token(own_page_of(case, case.customer))}/").content.decode()
    assert "Soitamme" not in page


@pytest.mark.parametrize("count", [1, 100])
def test_the_list_asks_the_database_the_same_number_of_times(
    as_owner: Client, owner: Member, says: Says, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = says().case
    for number in range(count):
        reply(actor=owner, case=case, text=f"Hei {number}", leave_at=now() + timedelta(days=1))
    as_owner.get("/later/")
    with django_assert_num_queries(8):
        as_owner.get("/later/")
