"""The door: keys, languages, pace, methods, versions and what cannot be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kohtaamo.customers.models import Customer
from kohtaamo.platform.time import now
from kohtaamo.staff.commands.keys import make_key, revoke_key
from kohtaamo.staff.commands.members import deactivate, reactivate
from kohtaamo.staff.models import Key, Member
from tests.api.conftest import Calls, Program

pytestmark = pytest.mark.django_db


def test_the_document_is_open_to_all_and_the_rest_to_keys() -> None:
    stranger = Program("koht_none_none")
    assert stranger.get("/openapi.json").status_code == 200
    assert stranger.get("/me").json()["code"] == "no_key"


def test_a_made_key_opens_until_it_is_revoked(lead: Member) -> None:
    key, secret = make_key(actor=lead, name="Verkkokauppa", scopes=["customers:read"])
    program = Program(secret)
    told = program.get("/me").json()
    assert (told["name"], told["key"]["scopes"]) == (lead.name, ["customers:read"])
    assert secret not in str(Key.objects.values().get()) and Key.objects.get().used_at is not None
    revoke_key(actor=lead, key=key)
    assert program.get("/me").status_code == 401


def test_a_key_past_its_day_opens_nothing(calls: Calls, owner: Member) -> None:
    assert calls(owner, expires_at=now() - timedelta(seconds=1)).get("/me").status_code == 401


def test_the_keys_of_one_who_left_stay_closed_when_they_return(
    calls: Calls, owner: Member, administrator: Member
) -> None:
    program = calls(owner)
    deactivate(actor=administrator, member=owner)
    assert program.get("/me").status_code == 401
    reactivate(actor=administrator, member=owner)
    assert program.get("/me").status_code == 401


def test_a_right_the_member_lost_is_lost_to_the_program(program: Program, owner: Member) -> None:
    owner.role.rights = []
    owner.role.save()
    assert program.post("/customers", {"name": "Pekka"}).json()["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("asked", "language", "begins"),
    [("fi", "fi", "Täällä"), ("sv-FI,en;q=0.5", "sv", "Här"), ("en", "en", "There"), ("xx", "fi", "Täällä")],
)
def test_a_refusal_is_in_the_language_asked_for(program: Program, asked: str, language: str, begins: str) -> None:
    answer = program.get("/customers/999999", Accept_Language=asked)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == language
    assert answer.json()["detail"].split()[0] == begins


def test_each_wrong_field_is_told_of(program: Program) -> None:
    body = {"name": "", "kind": "ghost", "colour": "red", "identities": [{"kind": "email"}]}
    told = program.post("/customers", body, Accept_Language="en").json()
    assert {each["pointer"]: each["code"] for each in told["errors"]} == {
        "/name": "too_short", "/kind": "not_a_choice", "/colour": "unknown", "/identities/0/text": "missing",
    }  # fmt: skip


def test_a_filter_nobody_knows_is_refused(program: Program) -> None:
    assert program.get("/customers?colour=red").json()["errors"][0]["pointer"] == "colour"


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"{", 400, "application/json"),
        (b'{"name": "a\\u0000b"}', 400, "application/json"),
        (b'{"name": "\\ud800"}', 400, "application/json"),
        (b"\xff", 400, "application/json"),
        (b"[" * 100_000, 400, "application/json"),
        (b"name=Pekka", 415, "application/x-www-form-urlencoded"),
        (b'{"name": "' + b"x" * 1_100_000 + b'"}', 413, "application/json"),
        (b"", 422, "application/json"),
        (b"[]", 422, "application/json"),
        (b"NaN", 400, "application/json"),
    ],
)
def test_what_cannot_be_read_is_refused(program: Program, body: bytes, status: int, kind: str) -> None:
    assert program.post("/customers", body, Content_Type=kind).status_code == status


def test_a_key_used_too_often_is_told_when_to_go_on(program: Program, settings: Any) -> None:
    settings.KOHTAAMO = {**settings.KOHTAAMO, "API_RATE": 2}
    answers = [program.get("/me") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert answers[0].headers["RateLimit-Policy"] == '"key";q=2;w=60'
    assert answers[1].headers["RateLimit"].startswith('"key";r=0;t=')


def test_methods_are_answered_as_http_has_them(program: Program, customer: Customer) -> None:
    address = f"/customers/{customer.pk}"
    head, whole = program("HEAD", address), program.get(address)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])
    options = program("OPTIONS", address)
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, PATCH")
    refused = program("DELETE", address)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, PATCH")
    assert "Access-Control-Allow-Origin" not in options.headers


def test_a_version_one_has_is_not_sent_again(program: Program, customer: Customer) -> None:
    address = f"/customers/{customer.pk}"
    tag = program.get(address).headers["ETag"]
    again = program.get(address, If_None_Match=f'"x", W/{tag}')
    assert (again.status_code, again.content) == (304, b"")


def test_an_address_nobody_knows_is_a_problem_too(program: Program) -> None:
    assert program.get("/nothing").json()["code"] == "not_found"
    assert program.get("/customers/99999999999999999999").status_code == 422
