"""Imports, exports and how long things are kept, as a program works with them."""

from __future__ import annotations

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case
from kohtaamo.passage.models import BadRow, Export, Import
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from tests.api.conftest import Calls, Program

pytestmark = pytest.mark.django_db
TABLE = "Nimi,email\nÅsa,asa@posti.example\nTyhjä,\n"


@pytest.fixture
def carrier(calls: Calls, administrator: Member) -> Program:
    return calls(administrator)


def a_file(content: str = TABLE, source: str = "customers", **more: object) -> dict[str, object]:
    return {"source": source, "name": "a.csv", "content": base64.b64encode(content.encode()).decode(), **more}


def test_a_file_is_brought_tried_and_taken_in(carrier: Program) -> None:
    made = carrier.post("/imports", a_file())
    address = made.headers["Location"].removeprefix("/api/v1")
    assert (made.status_code, made.json()["state"], made.json()["tried"]) == (201, "reading", None)
    JobLoop().drain()
    tried = carrier.get(address).json()
    assert (tried["state"], tried["tried"]["new"], tried["tried"]["bad"], tried["counts"]["new"]) == ("ready", 1, 1, 0)
    assert (tried["examples"][0][0], Customer.objects.count()) == ("Åsa", 0)
    assert [(row["row"], row["cells"]) for row in carrier.get(f"{address}/bad-rows").json()["items"]] == [
        (3, ["Tyhjä", ""])
    ]
    whys = [
        carrier.get(f"{address}/bad-rows", Accept_Language=language).json()["items"][0]["why"]
        for language in ("en", "sv")
    ]
    with override("sv"):
        assert whys == ["There is no address, number or id.", gettext("There is no address, number or id.")]
    assert [carrier.post(f"{address}/taking").json()["state"] for _time in range(2)] == ["taking", "taking"]
    JobLoop().drain()
    assert (carrier.get(address).json()["counts"]["new"], Customer.objects.count()) == (1, 1)
    assert [each["state"] for each in carrier.get("/imports").json()["items"]] == ["done"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (a_file("a,b\n1,2\n"), 422, "wrong_file"), (a_file(""), 422, "empty_file"), (a_file("[]", "zendesk"), 422, "touchpoint_needed"),
        (a_file("[]", "zendesk", touchpoint_id=999), 404, "not_found"), ({**a_file(), "content": "ei base64"}, 422, "wrong_fields"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_by_name(
    body: dict[str, object], status: int, code: str, carrier: Program
) -> None:
    answer = carrier.post("/imports", body)
    assert (answer.status_code, answer.json()["code"], Import.objects.count()) == (status, code, 0)


def test_one_that_is_stopped_is_not_taken_in_before_it_was_tried(carrier: Program) -> None:
    address = carrier.post("/imports", a_file()).headers["Location"].removeprefix("/api/v1")
    assert carrier.post(f"{address}/stops").json()["state"] == "stopped"
    assert carrier.post(f"{address}/taking").json()["code"] == "not_ready"


def test_an_export_is_begun_once_and_stopped(carrier: Program) -> None:
    made = carrier.post("/exports", {"form": "parquet", "files": True})
    again = carrier.post("/exports", {"form": "parquet", "files": True})
    assert (made.status_code, again.json()["id"], Export.objects.count()) == (201, made.json()["id"], 1)
    assert carrier.post("/exports", {"form": "csv"}).json()["code"] == "export_goes"
    address = f"/exports/{made.json()['id']}"
    assert carrier.get(f"{address}/archive").json()["code"] == "export_gone"
    assert carrier.post(f"{address}/stops").json()["state"] == "stopped"
    assert [carrier.get(address).json()["state"], len(carrier.get("/exports").json()["items"])] == ["stopped", 1]


def test_a_retention_rule_is_made_seen_changed_switched_and_ended(carrier: Program, touchpoint: Touchpoint) -> None:
    body = {"taking": "words", "months": 24, "touchpoint_id": touchpoint.pk}
    rule = carrier.post("/retention-rules", body).json()
    address = f"/retention-rules/{rule['id']}"
    assert (rule["is_on"], carrier.post("/retention-rules", body).json()["code"]) == (False, "rule_same")
    assert carrier.get(f"{address}/preview").json() == {
        "count": 0, "messages": 0, "files": 0, "case_ids": [], "customer_ids": [],
    }  # fmt: skip
    assert carrier("PUT", f"{address}/switch", {"on": True}).json()["is_on"] is True
    assert carrier("PUT", address, {"months": 36}).json()["is_on"] is True
    changed = carrier("PUT", address, {"months": 12}).json()
    assert (changed["months"], changed["is_on"]) == (12, False)
    run = carrier.post(f"{address}/runs")
    assert (run.status_code, run.json()["total"], carrier.get(f"{address}/runs").json()["items"][0]["state"]) == (
        201, 0, "going",
    )  # fmt: skip
    assert carrier("DELETE", address).status_code == 204
    assert (carrier.get(address).status_code, carrier.get("/retention-rules").json()["items"]) == (404, [])


def test_a_customer_is_held_and_released(carrier: Program, case: Case) -> None:
    address = f"/customers/{case.customer_id}/hold"
    assert carrier.get(address).status_code == 404
    held = carrier("PUT", address, {"why": "Kiista"}).json()
    assert (held["why"], carrier.get("/holds").json()["items"]) == ("Kiista", [held])
    assert carrier("DELETE", address).status_code == 204
    assert (carrier.get(address).status_code, carrier("DELETE", address).status_code) == (404, 404)


def test_one_without_the_right_carries_nothing(calls: Calls, lead: Member, case: Case) -> None:
    program = calls(lead)
    assert [program.get(path).status_code for path in ("/imports", "/exports", "/retention-rules", "/holds")] == [
        403
    ] * 4
    assert program.post("/imports", a_file()).status_code == 403
    assert program.post("/exports", {"form": "csv"}).status_code == 403
    assert program("PUT", f"/customers/{case.customer_id}/hold", {"why": "x"}).status_code == 403


def test_the_lists_ask_the_same_for_one_and_for_many(carrier: Program, administrator: Member) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert carrier.get(path).status_code == 200
        return len(queries)

    at, of = now(), {"by": administrator, "made_at": now(), "beat_at": now()}
    one = Import.objects.create(source="customers", name="a", state="done", **of)
    Export.objects.create(form="csv", state="stopped", **of)
    BadRow.objects.create(of=one, row=1, why="x")
    paths = ("/imports", "/exports", f"/imports/{one.pk}/bad-rows")
    few = [min(asked(path), asked(path)) for path in paths]
    Import.objects.bulk_create(Import(source="customers", name="a", state="done", **of) for _n in range(40))
    Export.objects.bulk_create(Export(form="csv", state="stopped", **of, ended_at=at) for _n in range(40))
    BadRow.objects.bulk_create(BadRow(of=one, row=n, why="x") for n in range(40))
    assert [min(asked(path), asked(path)) for path in paths] == few
