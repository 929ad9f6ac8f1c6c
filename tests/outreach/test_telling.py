"""A notice on its way: everyone once, in their own language, on their own path, and their promises moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.deliver import bounce
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.outreach.jobs import send_notice
from kohtaamo.outreach.models import Cause, Notice, NoticeTo
from kohtaamo.outreach.queries import work_list
from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Move, Promise
from kohtaamo.promises.rules import was_kept
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver
from tests.conftest import Says
from tests.outreach.conftest import Writes, work

pytestmark = pytest.mark.django_db
Waiters = Callable[..., list[Case]]
Sends = Callable[[Notice], Notice]


def told(receiver: Receiver) -> list[str]:
    return sorted(address for mail in receiver.mails for address in mail.recipients)


def test_everyone_who_waits_is_told_once(waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver) -> None:
    notice = sends(writes(waiters(3)))

    assert told(receiver) == [f"asiakas{number}@posti.example" for number in range(3)]
    assert notice.state == "sent"
    assert list(notice.to.values_list("state", flat=True)) == ["delivered"] * 3


def test_a_customer_with_three_cases_is_told_once_and_all_their_promises_move(
    says: Says, waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver, lead: Member
) -> None:
    (first,) = waiters(1)
    others = [says("Entä toinen lapsi?", sender="asiakas0@posti.example", subject=f"Lapsi {n}").case for n in (2, 3)]
    for case in (first, *others):
        make(actor=lead, case=case, terms=Terms(what="Päätös", due_at=now() + timedelta(days=1)))
    notice = sends(writes([first, *others]))

    assert told(receiver) == ["asiakas0@posti.example"]
    assert [(one.due_at, one.agreed) for one in _moves()] == [(notice.new_due_at, False)] * 3


def _moves() -> list[Move]:
    found = list(Move.objects.select_related("promise"))
    for one in found:
        one.due_at = one.promise.due_at  # type: ignore[attr-defined]
    return found


def test_a_postponed_promise_is_still_judged_by_its_first_date(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member
) -> None:
    (case,) = waiters(1)
    first_due = now() + timedelta(days=1)
    make(actor=lead, case=case, terms=Terms(what="Päätös", due_at=first_due))
    notice = sends(writes([case]))
    promise = Promise.objects.get(case=case, source="hand")
    assert (promise.first_due_at, promise.due_at) == (first_due, notice.new_due_at)
    promise.state, promise.kept_at = "kept", notice.new_due_at
    assert not was_kept(promise)


def test_who_had_no_promise_is_promised_the_new_time_in_these_words(
    waiters: Waiters, writes: Writes, sends: Sends
) -> None:
    (case,) = waiters(1)
    notice = sends(writes([case]))
    made = Promise.objects.get(case=case, source="text")
    assert (made.what, made.due_at, made.message_id) == ("Päätös", notice.new_due_at, notice.to.get().message_id)


def test_each_reads_it_in_their_own_language(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    cases = [*waiters(1, "fi"), *waiters(1, "sv", start=1), *waiters(1, "en", start=2)]
    sends(writes(cases))
    begun = sorted(Message.objects.filter(author="us").values_list("text", flat=True))
    assert [text.split(",")[0] for text in begun] == ["Hei Asiakas0", "Hej Asiakas1", "Hello Asiakas2"]


def test_the_message_is_on_the_case_with_its_delivery_and_its_try(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member
) -> None:
    (case,) = waiters(1)
    sends(writes([case]))
    message = Message.objects.get(case=case, author="us")
    assert (message.member, message.is_automatic) == (lead, True)
    assert Delivery.objects.get(message=message).state == "sent"
    assert Attempt.objects.get(message=message).ok is True


def test_the_mail_says_that_it_was_not_written_by_hand_and_can_bounce(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    sends(writes(waiters(1)))
    (mail,) = receiver.mails
    assert mail.sender == "palvelu@tupa.example"
    assert b"Auto-Submitted: auto-generated" in mail.content


def test_a_notice_is_no_answer_and_the_case_waits_on(waiters: Waiters, writes: Writes, sends: Sends) -> None:
    (case,) = waiters(1)
    sends(writes([case]))
    case.refresh_from_db()
    answer = Promise.objects.get(case=case, source="answer_time")
    assert (case.state, answer.state, answer.due_at) == (CaseState.WAITING_US, "open", answer.first_due_at)
    assert case.encounters.get().answered_at is None


def test_the_cases_rest_until_the_new_time_when_the_sender_says_so(
    waiters: Waiters, writes: Writes, sends: Sends
) -> None:
    (case,) = waiters(1)
    notice = sends(writes([case], rests=True))
    case.refresh_from_db()
    answer = Promise.objects.get(case=case, source="answer_time")
    assert (case.state, case.waiting_since) == (CaseState.WAITING_CUSTOMER, None)
    assert (answer.state, answer.due_at) == ("open", notice.new_due_at)


def test_all_the_cases_of_one_who_is_told_rest(says: Says, waiters: Waiters, writes: Writes, sends: Sends) -> None:
    (first,) = waiters(1)
    second = says("Entä toinen lapsi?", sender="asiakas0@posti.example", subject="Lapsi 2").case
    sends(writes([first, second], rests=True))
    assert set(Case.objects.values_list("state", flat=True)) == {CaseState.WAITING_CUSTOMER}


def test_one_whose_case_was_settled_meanwhile_is_not_told(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    first, second = waiters(2)
    notice = writes([first, second])
    Case.objects.filter(pk=second.pk).update(state=CaseState.SETTLED, waiting_since=None)
    sends(notice)
    assert told(receiver) == ["asiakas0@posti.example"]
    assert NoticeTo.objects.get(case=second).state == "left_out"


def test_a_bounce_puts_the_person_on_the_list_of_those_to_be_called(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member
) -> None:
    (case,) = waiters(1)
    sends(writes([case]))
    bounce(Delivery.objects.get(message__author="us"), code="5.1.1", said="no", is_permanent=True)
    row = NoticeTo.objects.get()
    assert (row.state, row.reason) == ("failed", "asiakas0@posti.example")
    assert list(work_list(lead)) == [row]


def test_an_address_the_server_refuses_is_seen_at_once(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    receiver.refuse["asiakas1@posti.example"] = "550 5.1.1 No such person"
    notice = sends(writes(waiters(2)))
    assert list(notice.to.order_by("pk").values_list("state", flat=True)) == ["delivered", "failed"]


def test_what_happened_is_in_the_journal_of_each_case(waiters: Waiters, writes: Writes, sends: Sends) -> None:
    (case,) = waiters(1)
    sends(writes([case]))
    kinds = list(Entry.objects.filter(case_id=case.pk).order_by("id").values_list("kind", flat=True))
    assert kinds[3:] == [
        "promise.made", "cause.joined", "message.written", "promise.made", "notice.told", "delivery.begun", "message.sent",
    ]  # fmt: skip


def test_many_go_over_one_connection(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    notice = sends(writes(waiters(30)))
    assert notice.to.filter(state="delivered").count() == 30
    assert len(told(receiver)) == 30


def test_nothing_more_is_sent_when_the_jobs_run_again(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver, cause: Cause
) -> None:
    notice = sends(writes(waiters(2)))
    enqueue(send_notice, notice.pk, notice.run)
    work()
    assert len(told(receiver)) == 2
