"""Rules and targets, as a program writes and reads them."""

from __future__ import annotations

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.rules.models import Rule
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from tests.api.conftest import Calls, Program

pytestmark = pytest.mark.django_db
BODY = {
    "name": "Rikkoutunut", "when": {"kind": "wrote"}, "conditions": [{"what": "subject", "extra": "rikki"}],
    "acts": [{"do": "tag", "extra": "rikki"}],
}  # fmt: skip


def test_a_rule_is_written_tried_switched_and_taken_away(calls: Calls, lead: Member, case: Case) -> None:
    program = calls(lead)
    made = program.post("/rules", BODY)
    assert made.status_code == 201
    rule = made.json()
    assert (rule["is_on"], rule["owner_id"]) == (False, lead.pk)
    assert "”rikki”" in rule["sentence"]
    trial = program.post(f"/rules/{rule['id']}/trials", {"days": 7}).json()
    assert (trial["looked"], trial["found"], trial["finds"]) == (1, 0, [])
    assert program.get(f"/rules/{rule['id']}/trials/{trial['id']}").json()["percent"] == 100
    assert program("PUT", f"/rules/{rule['id']}/switch", {"on": True}).json()["is_on"] is True
    changed = program("PUT", f"/rules/{rule['id']}", {**BODY, "name": "Särkynyt"}).json()
    assert (changed["name"], len(program.get("/rules").json()["items"])) == ("Särkynyt", 1)
    assert program.get("/rule-firings").json()["items"] == []
    assert program("DELETE", f"/rules/{rule['id']}").status_code == 204
    assert program.get(f"/rules/{rule['id']}").status_code == 404


def test_a_rule_with_what_nobody_knows_is_refused(calls: Calls, lead: Member) -> None:
    refused = calls(lead).post("/rules", {**BODY, "acts": [{"do": "explode"}]})
    assert (refused.status_code, Rule.objects.count()) == (422, 0)


def test_one_who_may_not_shape_the_work_reads_no_rules(program: Program) -> None:
    assert program.get("/rules").status_code == 403
    assert program.get("/targets").status_code == 403


def test_a_target_is_set_and_its_clock_runs_in_a_case(
    calls: Calls, lead: Member, touchpoint: Touchpoint, says: object
) -> None:
    program = calls(lead)
    target = program("PUT", "/targets", {"touchpoint_id": touchpoint.pk, "first": 240}).json()
    case = says().case  # type: ignore[operator]
    (clock,) = program.get(f"/cases/{case.pk}/clocks").json()["items"]
    assert (clock["aim"], clock["minutes"], clock["ended_at"]) == ("first", 240, None)
    assert program("DELETE", f"/targets/{target['id']}").status_code == 204
    assert program.get("/targets").json()["items"] == []
