"""A customer says something: it lands where it belongs, and nowhere else."""

from __future__ import annotations

import pytest
from tests.conftest import Says

from kohtaamo.encounters.choices import CaseState, EncounterState
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.reply import reply, take_back
from kohtaamo.encounters.errors import AlreadyLeft, SomethingNew
from kohtaamo.encounters.models import Case, Delivery, Draft, Message
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


def test_a_first_message_opens_a_case_that_waits_for_us(says: Says) -> None:
    message = says("Sänky ei tullut.")
    case = message.case
    assert (case.state, case.waiting_since, case.last_words) == (CaseState.WAITING_US, message.at, "Sänky ei tullut.")
    assert message.encounter.state == EncounterState.WAITING
    assert list(Entry.objects.filter(case_id=case.pk).order_by("id").values_list("kind", flat=True)) == [
        "case.opened", "encounter.arrived", "message.received", "promise.made",
    ]  # fmt: skip


def test_a_reply_with_our_key_continues_the_case(says: Says, case: Case) -> None:
    assert says("Kiitos!", key=case.key).case == case


def test_a_stranger_with_the_key_gets_a_case_of_their_own(says: Says, case: Case) -> None:
    message = says("Anna minullekin.", sender="stranger@else.example", key=case.key)
    assert message.case != case
    assert message.case.related == case


def test_a_stranger_with_our_references_gets_a_case_of_their_own(says: Says, case: Case) -> None:
    says("Kirje", header_id="first@posti.example")
    message = says("Minä myös", sender="stranger@else.example", references=("first@posti.example",))
    assert message.case.customer.name != "" and message.case != case


def test_a_mail_without_any_id_is_not_threaded_into_another(says: Says, case: Case) -> None:
    assert says("Uusi asia").case != case


def test_an_answer_leaves_after_the_undo_time_and_the_case_waits_for_the_customer(owner: Member, case: Case) -> None:
    message = reply(actor=owner, case=case, text="Tuomme sen huomenna.")
    case.refresh_from_db()
    assert (case.state, case.owner) == (CaseState.WAITING_CUSTOMER, owner)
    assert list(Delivery.objects.values_list("message", "address", "state")) == [
        (message.pk, "eeva.mattila@posti.example", "waiting")
    ]


def test_an_answer_taken_back_is_as_if_never_sent(owner: Member, case: Case) -> None:
    since = case.waiting_since
    message = reply(actor=owner, case=case, text="Hups")
    take_back(actor=owner, message=message)
    case.refresh_from_db()
    assert (case.state, case.waiting_since) == (CaseState.WAITING_US, since)
    assert message.encounter.answered_at is None


def test_what_has_left_cannot_be_taken_back(owner: Member, case: Case) -> None:
    message = reply(actor=owner, case=case, text="Valmis")
    Delivery.objects.update(state="sent")
    with pytest.raises(AlreadyLeft):
        take_back(actor=owner, message=message)


def test_the_same_act_of_sending_makes_one_message(owner: Member, case: Case) -> None:
    first = reply(actor=owner, case=case, text="Kerran", once="abc")
    assert reply(actor=owner, case=case, text="Kerran", once="abc") == first


def test_two_people_cannot_both_answer_unaware(owner: Member, colleague: Member, case: Case) -> None:
    seen = Message.objects.latest("id").pk
    reply(actor=owner, case=case, text="Minä vastaan.")
    with pytest.raises(SomethingNew):
        reply(actor=colleague, case=case, text="Minäkin vastaan.", seen=seen)


def test_an_outsider_cannot_answer(outsider: Member, case: Case) -> None:
    with pytest.raises(NotFound):
        reply(actor=outsider, case=case, text="Hei")


def test_a_settled_case_reopens_when_the_customer_writes_again(says: Says, owner: Member, case: Case) -> None:
    end(actor=owner, case=case, outcome="solved", feeling=4)
    message = says("Se tuli rikki.", key=case.key)
    case.refresh_from_db()
    assert message.case == case
    assert (case.state, case.reopened, case.feeling) == (CaseState.WAITING_US, 1, 4)


def test_an_arrival_is_promised_an_answer_by_the_touchpoints_answer_time(case: Case) -> None:
    promise = Promise.objects.get(case=case)
    assert (promise.first_due_at - promise.made_at).total_seconds() == 240 * 60


def test_history_waits_for_nobody_and_promises_nothing(says: Says) -> None:
    message = says("Vanha viesti", is_history=True)
    assert (message.case.state, Promise.objects.count()) == (CaseState.SETTLED, 0)


def test_drafts_go_when_the_answer_is_sent(owner: Member, case: Case) -> None:
    Draft.objects.create(case=case, member=owner, text="Kesken", changed_at=case.opened_at)
    reply(actor=owner, case=case, text="Valmis")
    assert Draft.objects.count() == 0
