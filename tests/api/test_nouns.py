"""What programs do beyond cases: hand over, put right, decide, publish, tell many, read the journal, search."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.findable import read as index_entries
from kohtaamo.encounters.models import Case, Delivery
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing
from kohtaamo.promises.models import PublicPromise, Recovery
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Hours, Touchpoint
from tests.api.conftest import Calls, Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def leading(calls: Calls, lead: Member) -> Program:
    return calls(lead)


def test_a_case_is_handed_over_and_accepted(
    program: Program, calls: Calls, case: Case, colleague: Member, team: Team
) -> None:
    body = {"team_id": team.pk, "member_id": colleague.pk, "asked": "Uusi toimitusaika", "told": "Sami jatkaa."}
    made = program.post(f"/cases/{case.pk}/hand-overs", body)
    assert (made.status_code, made.json()["state"]) == (201, "offered")
    receiver = calls(colleague)
    assert [each["id"] for each in receiver.get("/hand-overs/offered").json()["items"]] == [made.json()["id"]]
    assert receiver.post(f"/hand-overs/{made.json()['id']}/acceptance").json()["state"] == "accepted"
    assert receiver.get(f"/cases/{case.pk}").json()["owner_id"] == colleague.pk


def test_a_failure_is_put_right_with_a_new_promise(program: Program, case: Case) -> None:
    found = Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=now())
    due = (now() + timedelta(days=1)).isoformat()
    mending = {"words": "Pahoittelemme.", "promise": {"what": "Soitamme", "due_at": due}}
    mended = program.post(f"/recoveries/{found.pk}/mending", mending).json()
    assert (mended["state"], mended["new_promise_id"] is not None) == ("made", True)
    assert program.post(f"/recoveries/{found.pk}/closing", {"word": "x"}).json()["code"] == "recovery_settled"


def test_one_decides_within_the_mandate_and_asks_for_more(
    program: Program, leading: Program, case: Case, owner: Member, lead: Member
) -> None:
    refund = Kind.objects.get(code="refund")
    grant(actor=lead, kind=refund, to=owner.role, limits=Limits(5000))
    assert program.get(f"/cases/{case.pk}/mandates").json()["items"][0]["left"] == 5000
    body = {"kind_id": refund.pk, "amount": 6000, "reason": "Myöhässä"}
    assert program.post(f"/cases/{case.pk}/decisions", body).json()["code"] == "over_limit"
    made = program.post(f"/cases/{case.pk}/decisions", {**body, "amount": 2000}).json()
    corrected = program.post(f"/decisions/{made['id']}/corrections", {"amount": 1000, "reason": "Väärin"}).json()
    assert (corrected["amount"], corrected["amount_now"]) == (2000, 1000)
    asked = program.post(f"/cases/{case.pk}/requests", {"kind_id": refund.pk, "amount": 6000, "why": "x"}).json()
    answered = leading.post(f"/decision-requests/{asked['id']}/answer", {"grant": True, "amount": 5500}).json()
    assert (answered["state"], answered["granted"]) == ("granted", 5500)
    assert program.get("/mandates").json()["items"][0]["given"] == 1000


def test_many_promises_to_everyone_are_taken_in_once(leading: Program, touchpoint: Touchpoint) -> None:
    row = {"reference": "k1", "kind": "campaign", "wording": "Kuljetus 0 €", "begins": "2026-11-01"}
    rows = [{**row, "touchpoints": [touchpoint.name]}, {**row, "reference": "k2", "owner": "ei@ole.example"}]
    tried = leading.post("/public-promises/imports", {"items": rows, "dry_run": True}).json()
    assert ([each["outcome"] for each in tried["items"]], PublicPromise.objects.count()) == (["new", "bad"], 0)
    assert leading.post("/public-promises/imports", {"items": rows}).json()["written"] == 1
    again = leading.post("/public-promises/imports", {"items": rows}).json()
    assert [each["outcome"] for each in again["items"]] == ["same", "bad"]
    public = PublicPromise.objects.get()
    assert leading.get("/public-promises").json()["items"][0]["touchpoint_ids"] == [touchpoint.pk]
    assert leading("DELETE", f"/public-promises/{public.pk}").status_code == 204
    assert leading.get(f"/public-promises/{public.pk}").json()["ended_at"] is not None


def test_promises_to_everyone_are_read_in_parts(leading: Program) -> None:
    for number in range(5):
        leading.post(
            "/public-promises", {"kind": "shop", "wording": f"L{number}", "begins": f"2026-11-0{number % 2 + 1}"}
        )
    read: list[str] = []
    address = "/public-promises?limit=2"
    while address:
        told = leading.get(address.removeprefix("http://127.0.0.1:8000")).json()
        read += [each["wording"] for each in told["items"]]
        address = told["next"]
    assert read == ["L3", "L1", "L4", "L2", "L0"]


def test_one_notice_tells_all_who_wait(leading: Program, case: Case) -> None:
    cause = leading.post("/causes", {"title": "Sängyt myöhässä", "case_id": case.pk}).json()
    notice = leading.post(f"/causes/{cause['id']}/notices").json()
    words = {"language": "fi", "apology": "Hei {name}, pahoittelemme.", "text": "Kestää vielä."}
    assert leading("PUT", f"/notices/{notice['id']}/text", {"texts": [words]}).status_code == 200
    prepared = leading.post(f"/notices/{notice['id']}/preparation").json()
    assert (cause["people"], prepared["waiting"]) == (1, 1)
    changed = leading.post(f"/notices/{notice['id']}/sending", {"people": 2})
    assert changed.json()["code"] == "people_changed"
    assert leading.post(f"/notices/{notice['id']}/sending", {"people": 1}).json()["state"] == "sending"
    assert [each["case_id"] for each in leading.get(f"/notices/{notice['id']}/people").json()["items"]] == [case.pk]


def test_a_touchpoint_its_hours_and_its_location_are_set(calls: Calls, administrator: Member, team: Team) -> None:
    program = calls(administrator)
    week = {"name": "Arkisin", "periods": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}
    hours = program.post("/hours", week).json()
    closed = program.post(f"/hours/{hours['id']}/exceptions", {"day": "2026-12-24", "note": "Aatto"}).json()
    assert (closed["periods"][0]["opens"], closed["exceptions"][0]["day"]) == ("08:00", "2026-12-24")
    overlapping = {**week, "periods": week["periods"] * 2}
    assert program("PUT", f"/hours/{hours['id']}", overlapping).json()["code"] == "hours_overlap"
    place = program.post("/locations", {"name": "Myymälä, Tampere"}).json()
    made = program.post(
        "/touchpoints", {"name": "Tiski", "channel": "visit", "team_id": team.pk, "hours_id": hours["id"]}
    )
    tag = program.get(made.headers["Location"]).headers["ETag"]
    body = {"location_id": place["id"], "hours_id": None, "answer_minutes": 60}
    changed = program("PATCH", made.headers["Location"], body, If_Match=tag).json()
    assert (changed["location_id"], changed["hours_id"], changed["answer_minutes"]) == (place["id"], None, 60)
    assert program.post("/locations", {"name": "myymälä, tampere"}).json()["code"] == "name_taken"


def test_addresses_of_people_are_told_to_those_who_manage_them(
    program: Program, calls: Calls, administrator: Member, owner: Member, colleague: Member
) -> None:
    told = {each["id"]: each["email"] for each in program.get("/people").json()["items"]}
    assert (told[owner.pk], told[colleague.pk]) == (owner.email, None)
    assert calls(administrator).get(f"/people/{colleague.pk}").json()["email"] == colleague.email


def test_words_in_any_form_find_the_case(program: Program, calls: Calls, outsider: Member, case: Case) -> None:
    index_entries(list(Entry.objects.all()))
    assert [each["case"]["id"] for each in program.get("/search?q=sänkyjä").json()["cases"]] == [case.pk]
    assert program.get(f"/search?q=K-{case.pk}").json()["cases"][0]["case"]["number"] == case.number
    assert calls(outsider).get("/search?q=sänkyjä").json()["cases"] == []


def test_the_journal_is_read_from_where_one_was(program: Program, case: Case, owner: Member) -> None:
    first = program.get("/journal").json()
    assert {each["case_id"] for each in first["items"]} >= {case.pk}
    program.post(f"/cases/{case.pk}/takings")
    later = program.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()
    taken = [each for each in later["items"] if each["kind"] == "case.taken"]
    assert (taken[0]["actor"], taken[0]["data"]["through"][:4]) == (owner.journal_name, "key:")
    assert program.get(f"/journal?since={later['last_id']}&wait=1").json()["items"] == []
    only = program.get("/journal?kind=promise.").json()["items"]
    assert {each["kind"].partition(".")[0] for each in only} == {"promise"}


def test_the_journal_tells_an_outsider_nothing_of_the_case(calls: Calls, outsider: Member, case: Case) -> None:
    assert [each for each in calls(outsider).get("/journal").json()["items"] if each["case_id"]] == []


def test_a_message_that_did_not_arrive_is_seen_and_left_be_with_a_word(
    program: Program, calls: Calls, administrator: Member, case: Case
) -> None:
    said = program.post(f"/cases/{case.pk}/replies", {"text": "Hei"}).json()
    Delivery.objects.update(state="failed", settled_at=now(), answer="550 no such user")
    Case.objects.update(state="us", waiting_since=now())
    operating = calls(administrator)
    found = operating.get("/operations/deliveries").json()
    assert (found["total"], [each["message_id"] for each in found["items"]]) == (1, [said["id"]])
    assert program.get("/operations/deliveries").status_code == 403
    failure = found["items"][0]["id"]
    assert operating.post(f"/operations/deliveries/{failure}/dismissal", {"reason": "Soitettu"}).status_code == 200
    assert operating.get("/operations/deliveries").json()["total"] == 0


LISTS = ("/journal", "/recoveries", "/decisions", "/causes", "/people", "/touchpoints", "/hours", "/teams")


def test_lists_ask_the_database_as_often_for_few_rows_as_for_many(
    calls: Calls, administrator: Member, says: Any
) -> None:
    program = calls(administrator)
    counts = []
    for more in (2, 12):
        _furnish(program, says, administrator, more)
        counts.append({address: _questions(program, address, more) for address in LISTS})
    assert counts[0] == counts[1]


def _questions(program: Program, address: str, least: int) -> int:
    program.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert len(program.get(address).json()["items"]) >= least
    return len(asked)


def _furnish(program: Program, says: Any, admin: Member, count: int) -> None:
    """So many of everything that is listed."""
    refund = Kind.objects.get(code="refund")
    if not Mandate.objects.exists():
        boss = Member.objects.create_user(email="b@tupa.example", name="Pomo", role=admin.role)
        grant(actor=boss, kind=refund, to=admin, limits=Limits(500))
    for number in range(count):
        name = f"{count}.{number}"
        case = says("Hei.", f"a{name}@posti.example", subject=f"Asia {name}").case
        Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=now())
        program.post("/causes", {"title": name, "case_id": case.pk})
        program.post("/hours", {"name": name, "periods": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]})
        program.post(f"/cases/{case.pk}/decisions", {"kind_id": refund.pk, "amount": 100, "reason": "x"})
        team = Team.objects.create(name=name)
        Touchpoint.objects.create(name=f"T{name}", channel="visit", team=team, hours=Hours.objects.get(name=name))
        Member.objects.create_user(email=f"p{name}@tupa.example", name=name, role=admin.role).teams.add(team)
