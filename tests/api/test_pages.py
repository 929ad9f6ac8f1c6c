from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kohtaamo.customers.models import Customer
from kohtaamo.platform.time import now
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


def _customers(count: int, minutes: int = 60) -> None:
    Customer.objects.bulk_create(
        Customer(name=f"A{n}", created_at=now() - timedelta(minutes=minutes)) for n in range(count)
    )


def test_a_list_is_read_to_its_end_while_it_grows(program: Program) -> None:
    _customers(25)
    wanted = {customer.pk for customer in Customer.objects.all()}
    read: list[int] = []
    address = "/customers?limit=10"
    while address:
        told = program.get(address.removeprefix("http://127.0.0.1:8000")).json()
        read += [each["id"] for each in told["items"]]
        address = told["next"]
        _customers(3, minutes=0)
    assert (set(read), len(read)) == (wanted, 25)


def test_a_place_made_up_or_of_another_list_is_refused(program: Program) -> None:
    _customers(3)
    more = program.get("/customers?limit=1").json()["next"]
    place = more.partition("after=")[2]
    assert program.get(f"/customers?limit=2&after={place}").status_code == 200
    for forged in (place[:-1] + ("0" if place[-1] != "0" else "1"), "x", "%C3%A4", "MS0w.x", "a" * 200):
        assert program.get(f"/customers?after={forged}").status_code == 400


def test_a_list_asks_the_database_as_often_for_one_row_as_for_a_hundred(program: Program) -> None:
    counts = []
    for more in (1, 99):
        _customers(more)
        program.get("/customers?limit=200")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            program.get("/customers?limit=200")
        counts.append(len(asked))
    assert counts[0] == counts[1]
