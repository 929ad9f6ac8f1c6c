"""Cases and what is said in them, as a program does it."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.commands.draft import attach
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Touchpoint
from tests.api.conftest import Calls, Program

pytestmark = pytest.mark.django_db


def test_a_case_is_taken_answered_settled_and_opened_again(program: Program, case: Case, owner: Member) -> None:
    assert program.get("/cases").json()["items"][0]["id"] == case.pk
    assert program.post(f"/cases/{case.pk}/takings").json()["owner_id"] == owner.pk
    due = (now() + timedelta(days=1)).isoformat()
    body = {"text": "Soitamme huomenna.", "promises": [{"what": "Soitamme", "due_at": due, "form": "call"}]}
    reply = program.post(f"/cases/{case.pk}/replies", body)
    assert (reply.status_code, reply.json()["author"], reply.json()["deliveries"][0]["state"]) == (201, "us", "waiting")
    assert Promise.objects.filter(message=reply.json()["id"]).count() == 1
    assert program.post(f"/cases/{case.pk}/endings", {"outcome": "solved", "feeling": 4}).json()["state"] == "settled"
    assert program.post(f"/cases/{case.pk}/reopenings").json()["state"] == "us"


def test_files_go_with_the_words_and_come_back_whole(program: Program, case: Case, owner: Member) -> None:
    attach(actor=owner, case=case, name="oma.txt", type="text/plain", content=b"luonnos", limit=99)
    file = {"name": "lasku ä.pdf", "type": "application/pdf", "content": base64.b64encode(b"%PDF-1").decode()}
    said = program.post(f"/cases/{case.pk}/replies", {"text": "Lasku ohessa.", "files": [file]}).json()
    assert [(each["name"], each["size"]) for each in said["files"]] == [("lasku ä.pdf", 6)]
    download = program.get(f"/cases/{case.pk}/attachments/{said['files'][0]['id']}")
    assert (download.content, download.headers["Content-Type"]) == (b"%PDF-1", "application/octet-stream")
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert Attachment.objects.filter(draft__member=owner).count() == 1  # the person's own draft is theirs


def test_an_answer_goes_only_to_those_in_the_matter(program: Program, case: Case) -> None:
    answer = program.post(f"/cases/{case.pk}/replies", {"text": "Hei", "to": "joku@muu.example"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/to")
    assert Message.objects.filter(author="us").count() == 0


def test_an_answer_is_taken_back_while_it_waits(program: Program, case: Case) -> None:
    said = program.post(f"/cases/{case.pk}/replies", {"text": "Hei"}).json()
    back = program.post(f"/messages/{said['id']}/recall").json()
    assert back["deliveries"][0]["state"] == "taken_back"


def test_what_came_meanwhile_is_read_before_an_answer_leaves(program: Program, case: Case, says: Any) -> None:
    seen = program.get(f"/cases/{case.pk}/messages").json()["items"][-1]["id"]
    says("Vielä yksi asia.", case=case)
    answer = program.post(f"/cases/{case.pk}/replies", {"text": "Hei", "seen": seen})
    assert (answer.status_code, answer.json()["code"]) == (409, "something_new")


def test_a_meeting_written_down_is_a_case_of_the_writers_own(
    program: Program, touchpoint: Touchpoint, owner: Member
) -> None:
    body = {"touchpoint_id": touchpoint.pk, "channel": "phone", "reach": "040 123 4567", "words": "Lamppu puuttuu."}
    made = program.post("/cases", body, Idempotency_Key="tilaus-1")
    assert (made.status_code, made.json()["owner_id"]) == (201, owner.pk)
    assert program.post("/cases", body, Idempotency_Key="tilaus-1").json()["id"] == made.json()["id"]
    assert program.get(made.headers["Location"]).json()["last_words"] == "Lamppu puuttuu."


def test_a_case_given_away_may_leave_ones_sight(program: Program, case: Case, other_team: Team) -> None:
    assert program.post(f"/cases/{case.pk}/givings", {"team_id": other_team.pk}).json() == {"case": None}
    assert program.get(f"/cases/{case.pk}").status_code == 404


def test_whose_matter_it_is_changes_if_nobody_changed_it_since(program: Program, case: Case) -> None:
    tag = program.get(f"/cases/{case.pk}").headers["ETag"]
    changed = program("PATCH", f"/cases/{case.pk}", {"for_whom": "äidille"}, If_Match=tag)
    assert (changed.status_code, changed.json()["for_whom"]) == (200, "äidille")
    assert program("PATCH", f"/cases/{case.pk}", {"for_whom": "isälle"}, If_Match=tag).status_code == 412


def test_a_promise_is_made_moved_and_kept(program: Program, case: Case) -> None:
    due = now() + timedelta(days=1)
    made = program.post(f"/cases/{case.pk}/promises", {"what": "Soitamme", "due_at": due.isoformat()}).json()
    later = (due + timedelta(days=1)).isoformat()
    refused = program.post(f"/promises/{made['id']}/moves", {"due_at": later, "agreed": False})
    assert (refused.status_code, refused.json()["code"]) == (422, "consent_needed")
    moved = program.post(f"/promises/{made['id']}/moves", {"due_at": later, "agreed": True}).json()
    assert (moved["first_due_at"], len(moved["moves"])) == (made["first_due_at"], 1)
    assert program.post(f"/promises/{made['id']}/keeping", {"evidence": "soitettu"}).json()["state"] == "kept"
    assert program.post(f"/promises/{made['id']}/keeping", {}).json()["code"] == "promise_settled"
    assert [each["id"] for each in program.get("/promises?state=settled").json()["items"]] == [made["id"]]


LISTS = ("/cases?limit=200", "/cases?state=all&limit=200", "/cases?state=settled&limit=200", "/promises?limit=200")


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_the_database_as_often_for_one_row_as_for_a_hundred(
    program: Program, says: Any, address: str
) -> None:
    counts = []
    for more in (1, 20):
        for number in range(more):
            says("Hei.", f"a{more}.{number}@posti.example", subject=f"Asia {number}")
        program.get(address)
        with CaptureQueriesContext(connection) as asked:
            program.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_messages_of_a_case_are_read_with_a_fixed_number_of_questions(
    program: Program, case: Case, says: Any
) -> None:
    counts = []
    for more in (0, 20):
        for number in range(more):
            says(f"Viesti {number}", case=case)
        program.get("/me")
        with CaptureQueriesContext(connection) as asked:
            program.get(f"/cases/{case.pk}/messages")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_talk_is_read_in_parts_oldest_first(program: Program, case: Case, says: Any) -> None:
    for number in range(4):
        says(f"Viesti {number}", case=case)
    read: list[str] = []
    address = f"/cases/{case.pk}/messages?limit=2"
    while address:
        told = program.get(address.removeprefix("http://127.0.0.1:8000")).json()
        read += [each["text"] for each in told["items"]]
        address = told["next"]
    assert read[1:] == [f"Viesti {number}" for number in range(4)]


def test_a_colleague_of_another_team_answers_nothing(calls: Calls, outsider: Member, case: Case) -> None:
    stranger = calls(outsider)
    assert stranger.post(f"/cases/{case.pk}/replies", {"text": "Hei"}).status_code == 404
    assert stranger.get("/cases?state=all").json()["items"] == []
