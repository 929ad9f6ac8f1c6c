"""Tags, joined cases, views, changes of many, own fields and checklists, as a program does them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.commands.tag import name_tag
from tests.api.conftest import Calls, Program
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(calls: Calls, lead: Member) -> Program:
    return calls(lead)


@pytest.fixture
def other(case: Case, says: Says) -> Case:
    return says("Missä lamppu viipyy?", subject="Lamppu").case


def test_tags_are_named_put_on_joined_and_removed(program: Program, case: Case) -> None:
    made = program.post("/tags", {"name": "toimitus"})
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/tags/{made.json()['id']}")
    put = program.post(f"/cases/{case.pk}/tags", {"name": "Toimitus"}).json()
    assert (put["id"], put["uses"]) == (made.json()["id"], 1)
    slow = program.post("/tags", {"name": "hidas"}).json()["id"]
    assert program.post(f"/tags/{slow}/renamings", {"name": "toimitus"}).status_code == 409
    assert program.post(f"/tags/{put['id']}/joinings", {"winner_id": slow}).json()["uses"] == 1
    assert [tag["name"] for tag in program.get(f"/cases/{case.pk}/tags").json()["items"]] == ["hidas"]
    assert [each["id"] for each in program.get(f"/cases?state=all&tag_id={slow}").json()["items"]] == [case.pk]
    assert program("DELETE", f"/cases/{case.pk}/tags/{slow}").status_code == 204
    assert program("DELETE", f"/tags/{slow}").status_code == 204
    assert program.get("/tags").json() == {"items": [], "next": None}


def test_tags_cost_the_same_for_one_and_a_hundred(program: Program, lead: Member) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            program.get("/tags?limit=100")
        return len(queries)

    name_tag(actor=lead, name="yksi")
    count()
    one = count()
    for n in range(100):
        name_tag(actor=lead, name=f"sana {n}")
    assert count() == one


def test_cases_are_joined_parted_split_and_linked(program: Program, case: Case, other: Case) -> None:
    joined = program.post(f"/cases/{other.pk}/joinings", {"winner_id": case.pk})
    assert joined.status_code == 201
    assert program.get(f"/cases/{other.pk}").json()["merged_into_id"] == case.pk
    assert program.post(f"/cases/{other.pk}/takings").json()["code"] == "joined_elsewhere"
    parted = program.post(f"/cases/{case.pk}/joinings/{joined.json()['id']}/partings")
    assert parted.json()["id"] == case.pk
    assert program.get(f"/cases/{case.pk}/joinings").json() == {"items": []}
    linked = program.post(f"/cases/{case.pk}/links", {"to_id": other.pk, "kind": "child"}).json()
    assert program.get(f"/cases/{other.pk}/links").json()["items"] == [linked]
    assert program("DELETE", f"/cases/{case.pk}/links/{linked['id']}").status_code == 204
    only = Message.objects.get(case=case).pk
    assert program.post(f"/cases/{case.pk}/splits", {"message_ids": [only]}).json()["code"] == "nothing_left"


def test_views_are_kept_counted_and_forgotten(program: Program, case: Case, team: Team) -> None:
    made = program.post("/views", {"name": "Kaikki", "query": "state=all&muu=1", "team_id": team.pk}).json()
    assert made["query"] == "state=all"
    (told,) = program.get("/views").json()["items"]
    assert (told["count"], told["has_more"]) == (1, False)
    assert program.get(f"/views/{made['id']}").json() == made
    assert program("DELETE", f"/views/{made['id']}").status_code == 204


def test_many_are_changed_and_put_back(
    program: Program, calls: Calls, case: Case, other: Case, outsider: Member
) -> None:
    begun = program.post("/bulks", {"act": "settle", "query": "state=us"})
    assert (begun.status_code, begun.json()["total"]) == (201, 2)
    JobLoop().drain()
    number = begun.json()["id"]
    assert program.get(f"/bulks/{number}").json()["changed"] == 2
    assert calls(outsider).get(f"/bulks/{number}").status_code == 404
    program.post(f"/bulks/{number}/undoings")
    JobLoop().drain()
    assert program.get("/bulks").json()["items"][0]["put_back"] == 2
    assert [program.get(f"/bulks/{huge}").status_code for huge in (2**63 - 1, 2**63, 10**30)] == [404, 422, 422]
    assert program.post("/bulks", {"act": "settle"}).status_code == 422
    assert program.post("/bulks", {"act": "assign", "case_ids": [case.pk]}).status_code == 422
    assert program.post("/bulks", {"act": "tag", "case_ids": [case.pk], "tag_id": 999}).status_code == 404


def test_fields_are_made_and_filled_in(program: Program, case: Case) -> None:
    wood = {"target": "case", "kind": "choice", "name_fi": "Puu", "options": [{"fi": "Koivu"}, {"fi": "Tammi"}]}
    field = program.post("/fields", wood).json()
    birch = field["options"][0]["key"]
    address = f"/cases/{case.pk}/fields"
    filled = program("PUT", address, {"items": [{"key": field["key"], "values": [birch]}]})
    assert filled.json()["items"] == [{"field_id": field["id"], "key": "puu", "values": [birch]}]
    assert program.get(address).json() == filled.json()
    assert program("PUT", address, {"items": [{"key": "puu", "values": ["pähkinä"]}]}).json()["code"] == "not_of_kind"
    assert program("PUT", address, {"items": [{"key": "muu", "values": []}]}).status_code == 404
    program.post("/fields", {"target": "customer", "kind": "date", "name_fi": "Alkaen"})
    program.post("/fields", {"target": "encounter", "kind": "yes_no", "name_fi": "Paikalla"})
    theirs = {"items": [{"key": "alkaen", "values": ["1.2.2020"]}]}
    told = program("PUT", f"/customers/{case.customer_id}/fields", theirs).json()
    assert told["items"][0]["values"] == ["2020-02-01"]
    meeting = Encounter.objects.get(case=case).pk
    there = program("PUT", f"/encounters/{meeting}/fields", {"items": [{"key": "paikalla", "values": ["no"]}]})
    assert program.get(f"/encounters/{meeting}/fields").json() == there.json()
    assert [each["key"] for each in program.get("/fields?target=customer").json()["items"]] == ["alkaen"]


def test_a_case_is_gone_through(program: Program, case: Case, lead: Member) -> None:
    address = f"/cases/{case.pk}/checklist"
    (step,) = program.post(address, {"text": "Soita varastolle"}).json()["items"]
    ticked = program.post(f"{address}/ticks", {"key": step["key"]}).json()["items"]
    assert (ticked[0]["done_by_id"], ticked[0]["done_at"] is None) == (lead.pk, False)
    assert program.post(f"{address}/ticks", {"key": "s999"}).status_code == 404
    assert program.post(f"{address}/ticks", {"key": step["key"], "done": False}).json()["items"][0]["done_at"] is None
    assert program.get(address).json()["items"][0]["text"] == "Soita varastolle"
