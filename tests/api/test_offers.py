"""Offers and contracts, as a program does it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kohtaamo.encounters.models import Case, Delivery
from kohtaamo.offers.models import Contract, Offer
from kohtaamo.offers.rules import today
from kohtaamo.staff.models import Member
from tests.api.conftest import Calls, Program

pytestmark = pytest.mark.django_db
LINE = {"what": "Lehti kotiin", "price": 1290, "vat": 135, "per": "month"}


def given(program: Program, case: Case) -> int:
    """An offer given by a program, its mail left."""
    number: int = program.post(f"/cases/{case.pk}/offers").json()["id"]
    body = {"title": "Kestotilaus", "valid_to": (today() + timedelta(days=9)).isoformat(), "lines": [LINE]}
    assert program.post(f"/offers/{number}/draft", body).status_code == 200
    assert program.post(f"/offers/{number}/giving").json()["state"] == "given"
    Delivery.objects.update(state="sent")
    return number


def test_an_offer_is_begun_written_given_and_accepted(program: Program, case: Case) -> None:
    number = given(program, case)
    assert program.get(f"/offers/{number}/document").content.startswith(b"%PDF")
    done = program.post(f"/offers/{number}/acceptance", {"how": "person", "word": "Tiskillä"}).json()
    assert (done["state"], done["acceptance"]["how"], done["versions"][0]["month_sum"]) == ("accepted", "person", 1290)
    contract = program.get(f"/contracts/{done['acceptance']['contract_id']}").json()
    assert (contract["name"], contract["lines"][0]["what"]) == ("Kestotilaus", "Lehti kotiin")


def test_offers_are_listed_in_parts(program: Program, case: Case) -> None:
    numbers = [given(program, case) for _ in range(3)]
    first = program.get("/offers?state=given&limit=2").json()
    assert [each["id"] for each in first["items"]] == numbers[:0:-1]
    following = program.get(first["next"].replace("http://testserver", "").split("/api/v1", 1)[1]).json()
    assert ([each["id"] for each in following["items"]], following["next"]) == ([numbers[0]], None)
    assert len(program.get(f"/cases/{case.pk}/offers").json()["items"]) == 3


def test_it_is_withdrawn_declined_or_written_anew(program: Program, case: Case) -> None:
    one, two, three = (given(program, case) for _ in range(3))
    assert (
        program.post(f"/offers/{one}/withdrawal", {"word": "Loppui", "letter": "Perumme."}).json()["state"]
        == "withdrawn"
    )
    assert program.post(f"/offers/{two}/declining", {"word": "Ei nyt"}).json()["word"] == "Ei nyt"
    assert program.post(f"/offers/{three}/versions").json()["draft"]["number"] == 2
    assert program.post(f"/offers/{three}/removal").json()["draft"] is None
    again = program.post(f"/offers/{two}/acceptance", {"word": "x"})
    assert (again.status_code, again.json()["code"]) == (409, "offer_not_given")


def test_a_contract_is_written_changed_and_ended(program: Program, case: Case) -> None:
    body = {"name": "Sähkö", "begins_on": "2026-01-01", "lines": [{"what": "Perusmaksu", "price": 500}]}
    made = program.post(f"/customers/{case.customer_id}/contracts", body)
    address = f"/contracts/{made.json()['id']}"
    assert (made.status_code, program.post(f"{address}/writing", {**body, "name": "Sähkösopimus"}).json()["name"]) == (
        201,
        "Sähkösopimus",
    )
    assert program.post(f"{address}/ending", {"on": today().isoformat()}).json()["ends_on"] == today().isoformat()
    assert len(program.get(f"/customers/{case.customer_id}/contracts").json()["items"]) == 1
    assert (
        program.post(f"/customers/{case.customer_id}/contracts", {**body, "begins_on": "0001-01-01"}).status_code == 422
    )


def test_the_path_tells_of_offers(program: Program, case: Case) -> None:
    number = given(program, case)
    steps = program.get(f"/customers/{case.customer_id}/steps").json()["items"]
    assert [(each["id"], each["text"]) for each in steps if each["kind"] == "offer"] == [(number, "Kestotilaus")]


def test_an_outsider_finds_neither_offer_nor_contract(
    calls: Calls, outsider: Member, program: Program, case: Case
) -> None:
    number = given(program, case)
    program.post(f"/offers/{number}/acceptance", {"word": "x"})
    theirs = calls(outsider)
    assert theirs.get("/offers").json()["items"] == []
    for address in (
        f"/offers/{number}",
        f"/contracts/{Contract.objects.get().pk}",
        f"/customers/{case.customer_id}/contracts",
    ):
        assert theirs.get(address).status_code == 404
    assert Offer.objects.count() == 1
