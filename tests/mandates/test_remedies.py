"""A decision is carried out elsewhere: it waits for its outcome, and a failure or a silence is seen and put right."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.correct import correct, undo
from kohtaamo.mandates.commands.fulfil import set_fulfilled
from kohtaamo.mandates.commands.remedy import ask_again, mark_done, note_unanswered
from kohtaamo.mandates.errors import ConnectionStopped, RemedySettled, WordMissing
from kohtaamo.mandates.models import Decision, Kind, Remedy
from kohtaamo.mandates.queries.remedies import troubled_for, visible_remedies
from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.events import Taken
from kohtaamo.platform.connections.models import Attempt, Connection, Dispatch
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.signed import key_of, signed_headers
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.commands.connections import Wish, end_connection, make_connection, pause
from kohtaamo.staff.models import Member
from tests.mandates.carrying_out import example_shop, free_port, tell
from tests.mandates.conftest import Decides, Grants
from tests.platform.connections.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


Connects = Callable[[str], tuple[Connection, str]]


@pytest.fixture
def connects(administrator: Member, owner: Member, grants: Grants, refund: Kind) -> Connects:
    """``connects(url)``: refunds are carried out there, and the owner may give sixty euros."""
    grants(owner)

    def do(url: str) -> tuple[Connection, str]:
        made, secret = make_connection(actor=administrator, wish=Wish("Kauppa", url))
        set_fulfilled(actor=administrator, connection=made, kinds=[refund], answer_minutes=30)
        return made, secret

    return do


@pytest.fixture
def shop(connects: Connects, receiver: Receiver) -> tuple[Connection, str]:
    return connects(receiver.url)


def remedy() -> Remedy:
    return Remedy.objects.get()


def reports(secret: str, told: object, *, called: str = "a", public_id: object = None) -> Any:
    body = json.dumps(told).encode()
    address = reverse("hook_outcome", args=[public_id or remedy().public_id])
    headers = signed_headers([key_of(secret)], called, body)
    return Client(enforce_csrf_checks=True).post(address, body, content_type="application/json", headers=headers)


def test_a_decision_waits_until_the_shop_answers_that_it_is_done(
    shop: object, receiver: Receiver, decides: Decides, owner: Member
) -> None:
    receiver.says(200, {"outcome": "done", "reference": "R-123", "by": "kassa"})
    decision = decides(30)
    assert (remedy().state, remedy().due_at - decision.at) == (RemedyState.WAITING, timedelta(minutes=30))
    assert tell(at_once=False) == 0  # it can still be undone at one touch
    tell()
    [event] = receiver.events
    assert event["type"] == "decision.made"
    told = event["data"]
    assert (told["decision"]["kind"], told["decision"]["amount"], told["decision"]["currency"]) == (
        "refund", 3000, "EUR",
    )  # fmt: skip
    assert (told["decision"]["customer"]["name"], told["decision"]["case"]["number"]) == (
        "Eeva Mattila",
        decision.case.number,
    )
    assert told["customer"] == decision.customer_id
    assert told["decision"]["customer"]["identities"] == [
        {"kind": "email", "value": "eeva.mattila@posti.example", "verified": False}
    ]
    assert told["outcome"]["id"] == str(remedy().public_id)
    found = remedy()
    assert (found.state, found.reference, found.by) == (RemedyState.DONE, "R-123", "kassa")
    entry = Entry.objects.get(kind="remedy.done")
    assert (entry.case_id, entry.data["owner"]) == (decision.case_id, decision.case.owner_id)
    assert set(Entry.objects.get(kind="decision.made").data) & {"amount", "limit", "left"} == set()


def test_a_kind_that_is_carried_out_nowhere_waits_for_nothing(
    receiver: Receiver, decides: Decides, grants: Grants, owner: Member, administrator: Member
) -> None:
    grants(owner)
    make_connection(actor=administrator, wish=Wish("Kirjanpito", receiver.url, ["decision."]))
    decides(30)
    tell()
    assert (Remedy.objects.count(), receiver.events[0]["data"]["outcome"]) == (0, None)


def test_undone_before_it_left_the_shop_never_hears_of_it(
    shop: object, receiver: Receiver, decides: Decides, owner: Member
) -> None:
    undo(actor=owner, decision=decides(30))
    tell()
    assert (receiver.came, remedy().state) == ([], RemedyState.CALLED_OFF)
    assert set(Dispatch.objects.values_list("state", flat=True)) == {DispatchState.DISMISSED}


def test_a_correction_is_told_after_the_decision_and_waited_for_anew(
    shop: object, receiver: Receiver, decides: Decides, owner: Member
) -> None:
    receiver.says(200, {"outcome": "done", "reference": "R-1"})
    decision = decides(30)
    tell()
    correct(actor=owner, decision=decision, amount=2000, reason="liikaa")
    assert (remedy().state, remedy().version) == (RemedyState.WAITING, 2)
    receiver.says(500)
    tell()
    correct(actor=owner, decision=decision, amount=0, reason="peruttu")
    receiver.says(200, {"outcome": "done", "reference": "R-2"})
    receiver.says(200, {"outcome": "done", "reference": "R-3"})
    tell()
    assert receiver.types == ["decision.made", "decision.corrected", "decision.corrected", "decision.taken_back"]
    assert [event["data"]["decision"]["amount"] for event in receiver.events] == [3000, 2000, 2000, 0]
    assert (remedy().reference, [each.stands for each in remedy().reports.all()]) == ("R-3", [True, False, True])


def test_the_shop_may_tell_later_by_a_signed_call(
    shop: tuple[Connection, str], receiver: Receiver, decides: Decides
) -> None:
    receiver.says(202)
    decides(30)
    tell()
    assert remedy().state == RemedyState.WAITING
    told = {"outcome": "done", "reference": "R-9", "version": 1}
    first, again = reports(shop[1], told), reports(shop[1], told)
    assert (first.status_code, first.json()) == (200, {"outcome": "done", "stands": True, "known": False})
    assert again.json()["known"] is True
    assert reports(shop[1], {**told, "reference": "R-10"}).status_code == 409
    assert (remedy().state, remedy().reports.count()) == (RemedyState.DONE, 1)


def test_what_is_said_last_stands_and_what_was_said_before_is_kept(
    shop: tuple[Connection, str], receiver: Receiver, decides: Decides, owner: Member, case: Case
) -> None:
    Case.objects.filter(pk=case.pk).update(owner=owner)
    decides(30)
    tell()
    reports(shop[1], {"outcome": "done"}, called="a")
    reports(shop[1], {"outcome": "failed", "reason": "kortti on suljettu"}, called="b")
    assert (remedy().state, remedy().reason) == (RemedyState.FAILED, "kortti on suljettu")
    assert [each.state for each in remedy().reports.all()] == ["done", "failed"]
    assert [each.pk for each in troubled_for(owner)] == [remedy().pk]
    assert Entry.objects.filter(kind="remedy.failed").count() == 1


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"outcome": "maybe"}, 400), ({"outcome": "failed"}, 400), ([], 400), ({"outcome": "done", "by": ["x"]}, 400),
        ({"outcome": "done", "version": "1"}, 400), ({"outcome": ["done"]}, 400),
        ({"outcome": "done", "reference": "\x00\ud800" + "x" * 900}, 200), ({"outcome": "done", "version": 10**30}, 200),
    ],
)  # fmt: skip
def test_an_outcome_that_cannot_be_read_is_refused_with_the_reason(
    shop: tuple[Connection, str], decides: Decides, told: object, status: int
) -> None:
    decides(30)
    assert reports(shop[1], told).status_code == status


def test_nobody_else_can_tell_an_outcome(shop: tuple[Connection, str], decides: Decides, administrator: Member) -> None:
    decides(30)
    _other, secret = make_connection(actor=administrator, wish=Wish("Toinen", "https://other.example/"))
    done = {"outcome": "done"}
    assert reports(secret, done).status_code == 401
    assert reports(shop[1], done, public_id=uuid4()).status_code == 401
    address = reverse("hook_outcome", args=[remedy().public_id])
    assert Client().post(address, b"{}", content_type="application/json").status_code == 401
    assert Client().get(address).status_code == 405
    assert remedy().state == RemedyState.WAITING


def test_nobody_answering_in_time_comes_to_the_owner_of_the_case(
    shop: object, receiver: Receiver, decides: Decides, owner: Member, colleague: Member, case: Case
) -> None:
    Case.objects.filter(pk=case.pk).update(owner=owner)
    receiver.says(202)
    decides(30)
    tell()
    assert note_unanswered() == 0
    Remedy.objects.update(due_at=now())
    assert (note_unanswered(), note_unanswered()) == (1, 0)
    assert (list(troubled_for(owner)), list(troubled_for(colleague))) == ([remedy()], [])
    assert remedy().is_late
    assert Entry.objects.get(kind="remedy.unanswered").data["owner"] == owner.pk


def test_asked_again_by_the_same_name_it_waits_anew(
    shop: object, receiver: Receiver, decides: Decides, owner: Member
) -> None:
    receiver.says(200, {"outcome": "failed", "reason": "tili ei vastaa"})
    decides(30)
    tell()
    ask_again(actor=owner, remedy=remedy())
    assert (remedy().state, remedy().reason) == (RemedyState.WAITING, "")
    receiver.says(200, {"outcome": "done", "reference": "R-4"})
    tell()
    assert (remedy().state, len({headers["webhook-id"] for headers, _body in receiver.came})) == (RemedyState.DONE, 1)
    with pytest.raises(RemedySettled):
        ask_again(actor=owner, remedy=remedy())


def test_a_paused_connection_is_not_asked_and_says_so(
    shop: tuple[Connection, str], decides: Decides, owner: Member, administrator: Member
) -> None:
    decides(30)
    pause(actor=administrator, connection=shop[0])
    with pytest.raises(ConnectionStopped):
        ask_again(actor=owner, remedy=remedy())


def test_done_by_hand_with_a_word(shop: object, decides: Decides, owner: Member) -> None:
    decides(30)
    with pytest.raises(WordMissing):
        mark_done(actor=owner, remedy=remedy(), word=" ")
    mark_done(actor=owner, remedy=remedy(), word="Maksoin kassasta")
    assert (remedy().state, remedy().by_member, remedy().reason) == (RemedyState.DONE, owner, "Maksoin kassasta")
    with pytest.raises(RemedySettled):
        mark_done(actor=owner, remedy=remedy(), word="uudelleen")


def test_an_outsider_sees_and_does_nothing(shop: object, decides: Decides, outsider: Member, owner: Member) -> None:
    decides(30)
    assert (visible_remedies(outsider).count(), visible_remedies(owner).count()) == (0, 1)
    with pytest.raises(NotFound):
        mark_done(actor=outsider, remedy=remedy(), word="x")
    outsider.role.rights = ["cases.answer", "cases.see_all"]
    outsider.role.save()
    with pytest.raises(NotAllowed):
        ask_again(actor=outsider, remedy=remedy())


def test_a_connection_that_has_ended_carries_nothing_out_any_more(
    shop: tuple[Connection, str], decides: Decides, administrator: Member
) -> None:
    end_connection(actor=administrator, connection=shop[0])
    decides(30)
    assert Remedy.objects.count() == 0


def test_a_listener_that_stumbles_over_an_answer_loses_nothing(
    shop: object, receiver: Receiver, decides: Decides, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kohtaamo.platform.connections import sending

    def stumble(event: object) -> None:
        if isinstance(event, Taken):
            raise OSError

    decides(30)
    with monkeypatch.context() as broken:
        broken.setattr(sending, "publish", stumble)
        tell()
    assert (Dispatch.objects.get().state, Attempt.objects.get().problem) == (DispatchState.FAILED, "ours")
    receiver.says(200, {"outcome": "done"})
    tell()
    assert remedy().state == RemedyState.DONE


def test_the_shop_of_the_documentation_does_what_was_decided(connects: Connects, decides: Decides) -> None:
    port = free_port()
    _made, secret = connects(f"http://127.0.0.1:{port}/")
    with example_shop(secret, port) as shop:
        decision = decides(30)
        tell()
        assert (remedy().state, remedy().reference) == (RemedyState.DONE, f"R-{decision.pk}")
        assert shop.stdout is not None
        assert shop.stdout.readline() == "refund to Eeva Mattila: 30.00 EUR\n"


def test_the_shop_being_down_is_seen_retried_and_nothing_is_lost(connects: Connects, decides: Decides) -> None:
    port = free_port()
    _made, secret = connects(f"http://127.0.0.1:{port}/")
    decides(30)
    tell()
    assert (Dispatch.objects.get().state, remedy().state) == (DispatchState.FAILED, RemedyState.WAITING)
    assert Attempt.objects.get().problem == "refused"
    with example_shop(secret, port):
        tell()
    assert remedy().state == RemedyState.DONE


@pytest.mark.django_db(transaction=True)
def test_the_shop_of_the_documentation_may_also_answer_later(
    connects: Connects, decides: Decides, live_server: Any, settings: Any
) -> None:
    settings.URL = live_server.url
    port = free_port()
    _made, secret = connects(f"http://127.0.0.1:{port}/")
    with example_shop(secret, port, later=True):
        decides(30)
        tell()
        ends = time.monotonic() + 10
        while remedy().is_waiting and time.monotonic() < ends:
            time.sleep(0.05)
    assert (remedy().state, remedy().by) == (RemedyState.DONE, "shop")


def test_one_who_speaks_without_the_secret_gets_nothing_from_the_shop_of_the_documentation(
    connects: Connects, decides: Decides
) -> None:
    port = free_port()
    connects(f"http://127.0.0.1:{port}/")
    with example_shop("whsec_" + "A" * 44, port):
        decides(30)
        tell()
    assert (Attempt.objects.get().status, Decision.objects.count()) == (401, 1)


def test_an_entry_that_names_no_decision_is_told_as_it_is(administrator: Member, receiver: Receiver) -> None:
    make_connection(actor=administrator, wish=Wish("Kirjanpito", receiver.url, ["decision."]))
    with unit_of_work():
        for kind in ("decision.made", "decision.corrected", "decision.taken_back"):
            record(kind, actor=None, what={"fi": "Hyvitys"})
    tell()
    assert receiver.types == ["decision.made", "decision.corrected", "decision.taken_back"]
    assert receiver.events[0]["data"]["details"] == {"what": {"fi": "Hyvitys"}}
