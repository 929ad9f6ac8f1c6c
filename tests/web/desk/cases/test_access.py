"""Whoever may not see the case sees nothing of it, at any address."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kohtaamo.encounters.commands.draft import attach
from kohtaamo.encounters.models import CallRequest, Case, Encounter, Message
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.answer import answer
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member, Role
from kohtaamo.web.desk.cases.urls import CASE, urlpatterns
from tests.conftest import Says

pytestmark = pytest.mark.django_db

READ = ("", "talk/", "visitors/", "requests/", "messages/{message}/original/", "attachments/{file}/")
DONE = (
    "visit/", "replies/", "notes/", "draft/", "files/", "files/{file}/removal/", "promise-offers/", "taking/",
    "giving/", "letting-go/", "feeling/", "fast-lane/", "fast-lane/leaving/", "ending/", "reopening/", "for-whom/", "calls/{call}/", "links-closing/",
    "promises/", "decisions/", "decisions/{decision}/undoing/", "decisions/{decision}/corrections/", "decisions/{decision}/telling/",
    "requests/{request}/withdrawal/",
)  # fmt: skip


@pytest.fixture
def places(mine: Case, owner: Member, administrator: Member, promise: Promise) -> dict[str, int]:
    file = attach(actor=owner, case=mine, name="a.txt", type="text/plain", content=b"a", limit=10)
    message = Message.objects.filter(case=mine).latest("pk")
    call = CallRequest.objects.create(
        case=mine, encounter=Encounter.objects.get(case=mine), number="040 123 4567", asked_at=now()
    )
    refund = Kind.objects.get(code="refund")
    grant(actor=administrator, kind=refund, to=owner, limits=Limits(6000))
    decided = decide(actor=owner, case=mine, kind=refund, amount=1000, reason="myöhässä")
    asked = ask(actor=owner, case=mine, kind=refund, amount=9000, why="myöhässä")
    return {
        "case": mine.pk, "file": file.pk, "message": message.pk, "call": call.pk, "promise": promise.pk,
        "decision": decided.pk, "request": asked.pk,
    }  # fmt: skip


DATA = {"feeling": "3", "outcome": "solved", "text": "hei", "what": "x", "due_at": "2999-01-01T10:00", "to": "1"}


def address(places: dict[str, int], place: str) -> str:
    return f"/cases/{places['case']}/" + place.format(**places)


def test_an_outsider_cannot_read(as_outsider: Client, places: dict[str, int]) -> None:
    assert {place: as_outsider.get(address(places, place)).status_code for place in READ} == dict.fromkeys(READ, 404)


def test_an_outsider_cannot_do_anything(as_outsider: Client, places: dict[str, int]) -> None:
    answers = {place: as_outsider.post(address(places, place), DATA).status_code for place in DONE}
    assert answers == dict.fromkeys(DONE, 404)


def test_nothing_is_done_by_reading(as_owner: Client, places: dict[str, int]) -> None:
    assert {place: as_owner.get(address(places, place)).status_code for place in DONE} == dict.fromkeys(DONE, 405)


def test_a_stranger_is_asked_to_sign_in(anonymous: Client, places: dict[str, int]) -> None:
    answers = [anonymous.get(address(places, place)) for place in READ]
    answers += [anonymous.post(address(places, place)) for place in DONE]
    assert {answer.status_code for answer in answers} == {302}
    assert all("/accounts/login/" in answer["Location"] for answer in answers)


def test_one_without_the_right_is_refused(as_owner: Client, owner: Member, places: dict[str, int]) -> None:
    owner.role = Role.objects.create(name="Looker", rights=[])
    owner.save()
    doing = [place for place in DONE if place != "visit/"]
    assert {place: as_owner.post(address(places, place)).status_code for place in doing} == dict.fromkeys(doing, 403)


def test_every_address_of_the_page_is_tried_here() -> None:
    named = {str(pattern.pattern).split(">/", 1)[1] for pattern in urlpatterns if str(pattern.pattern).startswith(CASE)}
    plain = {re.sub(r"<int:\w+>", "<>", place) for place in named}
    assert plain == {re.sub(r"{\w+}", "<>", place) for place in (*READ, *DONE)}


@pytest.mark.parametrize("act", ["recall", "sending"])
def test_an_outsider_cannot_touch_our_messages(as_outsider: Client, owner: Member, mine: Case, act: str) -> None:
    message = answer(actor=owner, case=mine, text="Hei")
    assert as_outsider.post(f"/messages/{message.pk}/{act}/").status_code == 404


@pytest.mark.parametrize("place", ["calls/{call}/", "files/{file}/removal/"])
def test_what_belongs_to_another_case_is_not_found_through_this_one(
    as_owner: Client, says: Says, places: dict[str, int], place: str
) -> None:
    other = says("Toinen", sender="toinen@posti.example").case
    assert as_owner.post(f"/cases/{other.pk}/" + place.format(**places)).status_code == 404


@pytest.mark.parametrize("place", ["messages/{message}/original/", "attachments/{file}/"])
def test_what_was_said_in_another_case_is_not_read_through_this_one(
    as_owner: Client, says: Says, places: dict[str, int], place: str
) -> None:
    other = says("Toinen", sender="toinen@posti.example").case
    assert as_owner.get(f"/cases/{other.pk}/" + place.format(**places)).status_code == 404


def test_a_colleagues_unsent_file_is_theirs(as_colleague: Client, places: dict[str, int]) -> None:
    assert as_colleague.get(f"/cases/{places['case']}/attachments/{places['file']}/").status_code == 404
    assert as_colleague.post(f"/cases/{places['case']}/files/{places['file']}/removal/").status_code == 404
