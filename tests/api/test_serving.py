"""Programs use saved answers, put cases to sleep, change when answers leave, forward, and read what was told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Told
from kohtaamo.serving.commands.answers import Wording, save_answer
from kohtaamo.serving.models import Notification
from kohtaamo.staff.models import Member
from tests.api.conftest import Calls

pytestmark = pytest.mark.django_db


def moment(days: int) -> str:
    return (now() + timedelta(days=days)).isoformat()


def test_a_saved_answer_is_filled_from_a_case(calls: Calls, case: Case, lead: Member) -> None:
    wording = Wording(name="Tervehdys", code="moi", texts={"fi": "Hei {customer.first_name}, {promise.due}"})
    saved = save_answer(actor=lead, wording=wording, limit=0)
    program = calls(lead)
    assert [one["code"] for one in program.get("/saved-answers").json()["items"]] == ["moi"]
    used = program.post(f"/saved-answers/{saved.pk}/uses", {"case_id": case.pk}).json()
    assert used == {"text": "Hei Eeva, {promise.due}", "language": "fi", "missing": ["{promise.due}"]}


def test_a_case_sleeps_and_wakes(calls: Calls, case: Case, owner: Member, outsider: Member) -> None:
    program = calls(owner)
    assert program.post(f"/cases/{case.pk}/sleep", {"until": moment(2), "word": "Varasto"}).status_code == 200
    assert [one["word"] for one in program.get("/snoozed").json()["items"]] == ["Varasto"]
    assert program.post(f"/cases/{case.pk}/waking").json() == {"case_id": case.pk}
    assert program.get("/snoozed").json()["items"] == []
    assert calls(outsider).post(f"/cases/{case.pk}/sleep", {}).status_code == 404


def test_when_an_answer_leaves_is_changed(calls: Calls, case: Case, owner: Member) -> None:
    sent, program = reply(actor=owner, case=case, text="Hei", leave_at=now() + timedelta(days=1)), calls(owner)
    later = moment(3)
    told = program.post(f"/messages/{sent.pk}/leaving", {"at": later}).json()
    assert told["leave_at"][:19] == later[:19]
    assert [one["message_id"] for one in program.get("/later").json()["items"]] == [sent.pk]
    first = Message.objects.filter(case=case).earliest("pk")
    assert program.post(f"/messages/{first.pk}/leaving", {}).status_code == 404


def test_a_message_is_forwarded(calls: Calls, case: Case, owner: Member) -> None:
    message = Message.objects.get(case=case)
    made = calls(owner).post(f"/messages/{message.pk}/forwardings", {"to": ["auto@posti.example"], "text": "Missä?"})
    assert made.status_code == 201
    assert Message.objects.get(pk=made.json()["message_id"]).author == "aside"


@pytest.mark.parametrize("count", [1, 100])
def test_what_was_told_is_read_in_the_same_number_of_questions(
    calls: Calls, case: Case, owner: Member, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        Notification.objects.create(member=owner, kind=Told.WROTE, case=case, entry=number, at=now())
    program = calls(owner)
    program.get("/notifications")
    with django_assert_max_num_queries(8):
        assert len(program.get("/notifications").json()["items"]) == count
    assert program.post("/notifications/seen").json() == {"count": count}
