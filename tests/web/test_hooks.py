"""Another system tells of lateness: signed, fresh, once; and what fits nobody stays to be seen."""

from __future__ import annotations

import base64
import contextlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.encounters.findable import read
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.signed import PREFIX, signature
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing
from kohtaamo.promises.commands.hook import end_hook, make_hook
from kohtaamo.promises.models import Hook, Lateness, Recovery
from kohtaamo.staff.models import Member
from kohtaamo.web.hooks.body import read_report
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rested() -> None:
    caches["near"].clear()


@pytest.fixture
def secret(administrator: Member) -> str:
    return make_hook(actor=administrator, name="Kuljetus")[1]


def tell(secret: str, said: object, *, called: str = "msg_1", ago: timedelta = timedelta(), **changed: str) -> Any:
    """Posts as the other system does; ``changed`` replaces what the headers say."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    at = str(int((now() - ago).timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    headers = {"webhook-id": called, "webhook-timestamp": at, "webhook-signature": signature(key, called, at, body)}
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    return Client(enforce_csrf_checks=True).post(
        reverse("hook_lateness"), body, content_type="application/json", headers=headers
    )


def late(**more: object) -> dict[str, object]:
    return {"order": "1234", "late_until": (now() + timedelta(hours=1)).isoformat(), **more}


def indexed() -> None:
    read(list(Entry.objects.all()))


def test_the_published_vector_of_the_specification() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_order_in_a_customers_words_finds_the_case_and_opens_a_recovery(
    secret: str, says: Says, customer: object, mailbox: object
) -> None:
    case = says("Hei, milloin tilaus 1234 tulee?").case
    indexed()
    answer = tell(secret, late(what="kuljetus myöhässä"))
    assert (answer.status_code, answer.json()) == (202, {"outcome": "taken", "placed": True})
    [recovery] = Recovery.objects.all()
    assert (recovery.failing, recovery.case, recovery.lateness.order) == (Failing.LATENESS, case, "1234")


def test_the_customer_is_found_by_address_or_number(secret: str, case: Case) -> None:
    assert tell(secret, late(customer="EEVA.mattila@posti.example")).json()["placed"] is True
    assert Recovery.objects.get().case == case


def test_the_same_report_again_does_nothing_and_another_by_its_name_is_refused(secret: str, case: Case) -> None:
    said = late(customer="eeva.mattila@posti.example")
    answers = [tell(secret, said), tell(secret, said), tell(secret, {**said, "order": "9"})]
    assert [answer.status_code for answer in answers] == [202, 202, 409]
    assert answers[1].json()["outcome"] == "known"
    assert (Lateness.objects.count(), Recovery.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook_signature": "v1,AAAA"},
        {"webhook_signature": ""},
        {"webhook_id": "msg_2"},
        {"webhook_timestamp": "0"},
        {"webhook_timestamp": "not a time"},
        {"webhook_signature": "v1,ä"},
    ],
)
def test_what_is_not_signed_is_not_taken_in(secret: str, changed: dict[str, str]) -> None:
    assert tell(secret, late(), **changed).status_code == 401
    assert Lateness.objects.count() == 0


@pytest.mark.parametrize(("minutes", "status"), [(4, 202), (6, 401), (-4, 202), (-6, 401)])
def test_a_signature_holds_five_minutes(secret: str, minutes: int, status: int) -> None:
    assert tell(secret, late(), ago=timedelta(minutes=minutes)).status_code == status


def test_an_ended_secret_opens_nothing(secret: str, administrator: Member) -> None:
    end_hook(actor=administrator, hook=Hook.objects.get())
    assert tell(secret, late()).status_code == 401


def test_one_of_several_signatures_and_secrets_is_enough(secret: str, administrator: Member) -> None:
    make_hook(actor=administrator, name="Kauppa")
    body = json.dumps(late()).encode()
    at = str(int(now().timestamp()))
    mine = signature(base64.b64decode(secret.removeprefix(PREFIX)), "a", at, body)
    assert tell(secret, body, called="a", webhook_timestamp=at, webhook_signature=f"v1,AAAA {mine}").status_code == 202
    assert Lateness.objects.get().hook.name == "Kuljetus"


@pytest.mark.parametrize(
    "said",
    [
        b"", b"[]", b"{", b"\xff", {"order": "1"}, {"late_until": "2026-11-20T18:40:00Z"}, {"order": ["1"]},
        late(order="x" * 61), late(late_until="tomorrow"), late(late_until="9999-12-31T23:59:59-12:00"), late(order="a\x00"),
        late(what="\ud800"), b"[" * 60_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason(secret: str, said: object) -> None:
    answer = tell(secret, said)
    assert (answer.status_code, answer.json()["error"]) == (400, "not_readable")


@given(st.binary(max_size=300) | st.recursive(st.none() | st.text() | st.integers() | st.floats(), st.lists).map(
    lambda value: json.dumps({"order": value, "late_until": value}).encode()
))  # fmt: skip
def test_any_body_is_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(Invalid):
        read_report("a", body)


def test_an_order_several_customers_speak_of_is_placed_by_a_person(
    secret: str, says: Says, mailbox: object, as_administrator: Client, as_owner: Client
) -> None:
    case = says("Tilaus 1234 puuttuu.").case
    says("Minäkin odotan, tilaus 1234.", sender="pekka@posti.example", sender_name="Pekka")
    indexed()
    assert tell(secret, late()).json()["placed"] is False
    page = as_administrator.get("/operations/").content.decode()
    assert ("1234" in page, Recovery.objects.count()) == (True, 0)
    address = reverse("lateness", args=[Lateness.objects.get().pk])
    assert case.number in as_administrator.get(address).content.decode()
    assert as_owner.get(address).status_code == 403
    assert as_administrator.post(address, {"number": "K-999999"}).status_code == 422
    assert as_administrator.post(address, {"number": case.number}).status_code == 303
    assert Recovery.objects.get().case == case
    assert as_administrator.post(address, {"number": case.number}).status_code == 404


def test_an_order_in_anothers_case_than_the_named_customers_is_not_certain(
    secret: str, says: Says, mailbox: object, case: Case
) -> None:
    says("Tilaus 1234?", sender="pekka@posti.example", sender_name="Pekka", subject="Tilaus")
    says("Toinen asia", subject="Toinen asia")
    indexed()
    assert tell(secret, late(customer="eeva.mattila@posti.example")).json()["placed"] is False


def test_a_report_may_be_left_be(secret: str, as_administrator: Client) -> None:
    tell(secret, late())
    address = reverse("lateness_end", args=[Lateness.objects.get().pk])
    assert [as_administrator.post(address).status_code for _ in range(2)] == [302, 404]


def test_the_secret_is_shown_once_to_who_made_it_and_kept_sealed(as_administrator: Client, as_lead: Client) -> None:
    shown = as_administrator.post("/settings/hooks/", {"name": "Kauppa"}, follow=True).content.decode()
    assert PREFIX in shown
    assert PREFIX not in as_administrator.get("/settings/hooks/").content.decode()
    assert PREFIX not in Hook.objects.get().secret
    assert as_lead.get("/settings/hooks/").status_code == 403
    assert as_administrator.post("/settings/hooks/", {"name": " "}).status_code == 422


def test_too_many_reports_in_a_minute_are_told_when_to_come_again(
    secret: str, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kohtaamo.web.hooks.pace.SIGNED", 2)
    answers = [tell(secret, late(), called=f"msg_many_{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert Lateness.objects.count() == 2


def test_one_who_does_not_sign_is_slowed_down_and_does_not_slow_those_who_do(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kohtaamo.web.hooks.pace.UNSIGNED", 2)
    told = [tell(secret, late(), webhook_signature="v1,x").status_code for _number in range(3)]
    assert told == [401, 401, 429]
    assert tell(secret, late(), called="msg_signed").status_code == 202
