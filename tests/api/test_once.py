"""Acts under an Idempotency-Key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from kohtaamo.api.errors import InProgress
from kohtaamo.api.keeping import KEPT, LOST, Claim, claim, forget_old, keep
from kohtaamo.api.models import KeptAnswer
from kohtaamo.customers.models import Customer
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Key, Member
from tests.api.conftest import Calls, Program

BODY = {"name": "Pekka Virta"}


@pytest.mark.django_db
def test_sent_twice_it_is_done_once_and_answered_alike(program: Program) -> None:
    first = program.post("/customers", BODY, Idempotency_Key="a")
    again = program.post("/customers", b'{ "name" : "Pekka Virta" }', Idempotency_Key="a")
    assert (again.status_code, again.content, again.headers["Location"]) == (
        201,
        first.content,
        first.headers["Location"],
    )
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (Customer.objects.count(), Entry.objects.filter(kind="customer.met").count()) == (1, 1)


@pytest.mark.django_db
def test_the_name_of_one_act_is_not_taken_for_another(program: Program, calls: Calls, lead: Member) -> None:
    program.post("/customers", BODY, Idempotency_Key="a")
    other = program.post("/customers", {"name": "Muu"}, Idempotency_Key="a")
    assert (other.status_code, other.json()["code"]) == (422, "name_reused")
    assert calls(lead).post("/customers", {"name": "Muu"}, Idempotency_Key="a").status_code == 201


@pytest.mark.django_db
def test_a_refused_act_leaves_its_name_free(program: Program) -> None:
    assert program.post("/customers", {"name": " "}, Idempotency_Key="a").status_code == 422
    assert program.post("/customers", BODY, Idempotency_Key="a").status_code == 201


@pytest.mark.django_db
def test_what_is_being_done_is_not_done_again_meanwhile(program: Program) -> None:
    program.post("/customers", BODY, Idempotency_Key="a")
    KeptAnswer.objects.update(status=None, body="")
    answer = program.post("/customers", BODY, Idempotency_Key="a")
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (409, "in_progress", "2")


@pytest.mark.django_db
def test_an_act_cut_off_is_taken_over_and_the_first_can_no_longer_answer(program: Program) -> None:
    key = Key.objects.get()
    lost = claim(key=key, name="a", digest="x")
    KeptAnswer.objects.update(claimed_at=now() - LOST - timedelta(seconds=1))
    taken = claim(key=key, name="a", digest="x")
    assert isinstance(lost, Claim) and isinstance(taken, Claim)
    with pytest.raises(InProgress):
        keep(lost, status=201, location="", body="{}")
    keep(taken, status=201, location="", body="{}")


@pytest.mark.django_db
def test_names_are_forgotten_after_a_day(program: Program) -> None:
    program.post("/customers", BODY, Idempotency_Key="a")
    KeptAnswer.objects.update(claimed_at=now() - KEPT - timedelta(seconds=1))
    assert program.post("/customers", BODY, Idempotency_Key="a").headers.get("Idempotency-Replayed") is None
    KeptAnswer.objects.update(claimed_at=now() - KEPT - timedelta(seconds=1))
    forget_old()
    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_under_one_name_do_it_once(calls: Calls, owner: Member) -> None:
    program = calls(owner)
    start = Barrier(8)

    def send(_turn: int) -> Any:
        try:
            start.wait(timeout=20)
            return Program(program.secret).post("/customers", BODY, Idempotency_Key="a")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(send, range(8)))
    assert Customer.objects.count() == 1
    assert {each.status_code for each in answers} <= {201, 409}
    assert len({each.content for each in answers if each.status_code == 201}) == 1
