"""Sleeping from the page: offered times, a promise, one's own time; the list, Today, and outsiders."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.serving.commands.snooze import snooze, wake_due
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db


def test_each_way_of_sleeping(as_owner: Client, case: Case, owner: Member) -> None:
    promise = make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + timedelta(days=2)))
    page = as_owner.get(f"/cases/{case.pk}/").content.decode()
    offered = page.split('name="until" value="')[1].split('"')[0]
    later = (now() + timedelta(days=4)).strftime("%Y-%m-%dT12:00")
    for data in ({"until": offered}, {"until": "customer", "thanks": "yes"}, {"until": f"promise-{promise.pk}"}):
        assert as_owner.post(f"/cases/{case.pk}/sleep/", data).status_code == 303
    assert Snooze.objects.get().promise == promise
    as_owner.post(f"/cases/{case.pk}/sleep/", {"until": "own", "own": later, "word": "Varasto kertoo"})
    assert "nukkuu" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert "Varasto kertoo" in as_owner.get("/snoozed/").content.decode()
    assert as_owner.post(f"/cases/{case.pk}/waking/", {"next": "list"})["Location"] == "/snoozed/"
    assert Snooze.objects.get().woken_at is not None


def test_a_wrong_time_is_said(as_owner: Client, case: Case) -> None:
    for wish in ("eilen", "own", "promise-x"):
        assert as_owner.post(f"/cases/{case.pk}/sleep/", {"until": wish}).status_code == 303
    assert "Valitse aika" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert not Snooze.objects.exists()


def test_today_says_what_woke(as_owner: Client, case: Case, owner: Member) -> None:
    snooze(actor=owner, case=case, until=now() + timedelta(hours=1))
    Snooze.objects.update(until=now())
    wake_due()
    assert "aika tuli" in as_owner.get("/").content.decode()


def test_outsiders_get_nothing(as_outsider: Client, case: Case) -> None:
    assert as_outsider.post(f"/cases/{case.pk}/sleep/", {"until": "customer"}).status_code == 404
    assert as_outsider.post(f"/cases/{case.pk}/waking/").status_code == 404


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_asks_the_database_the_same_number_of_times(
    as_owner: Client, owner: Member, says: Says, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        snooze(actor=owner, case=says(f"Asia {number}", sender=f"a{number}@posti.example").case)
    as_owner.get("/snoozed/")
    with django_assert_num_queries(7):
        as_owner.get("/snoozed/")
