"""Rules and targets, as a program writes and reads them."""

from __future__ import annotations

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.rules.models import Rule
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.work.models import Tagging
from tests.api.conftest import Calls, Program
from tests.conftest import Says
from tests.rules.conftest import Writes, look
from tests.rules.conftest import rule as rule

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


def test_what_a_rule_did_is_seen_undone_and_undone_since(
    calls: Calls, lead: Member, says: Says, rule: Writes, outsider: Member
) -> None:
    made = rule("wrote", [{"do": "tag", "value": "", "extra": "uusi"}, {"do": "note", "value": "", "extra": "Hei"}])
    for n in range(3):
        says(sender=f"a{n}@posti.example")
    look()
    program = calls(lead)
    fired = program.get("/rule-firings").json()["items"][0]
    address = f"/rules/{made.pk}/firings/{fired['id']}/undoing"
    seen = program.get(address).json()["items"]
    assert [(one["do"], one["how"], one["kept"]) for one in seen] == [("tag", "back", ""), ("note", "kept", "noted")]
    undone = program.post(address, {}).json()
    assert (undone["state"], undone["undone_by_id"]) == ("undone", lead.pk)
    assert [(act["undone"], act["kept"]) for act in undone["acts"]] == [("back", ""), ("kept", "noted")]
    again = program.post(address, {})
    assert (again.status_code, again.json()["code"]) == (409, "rule_undone")
    begun = program.post(f"/rules/{made.pk}/undoings", {"since": "2020-01-01T00:00:00Z", "switch_off": True})
    assert begun.status_code == 201
    told = program.get(f"/rules/{made.pk}/undoings/{begun.json()['id']}").json()
    assert (told["total"], told["back"], told["left"], told["ended_at"] is not None) == (2, 2, 0, True)
    assert (Tagging.objects.count(), program.get(f"/rules/{made.pk}").json()["is_on"]) == (0, False)
    assert calls(outsider).post(address, {}).status_code == 403
