"""Sending: every attempt on the books, nothing twice without a record, nothing while the mailbox is not live."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from tests.channels.mail.conftest import Receiver, TakesIn

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.send import send
from kohtaamo.channels.mail.jobs import enqueue_forgotten, look_after, send_message
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.answer import answer
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member

pytestmark = [pytest.mark.django_db, pytest.mark.server]
EEVA = "eeva.mattila@posti.example"


@pytest.fixture
def message(owner: Member, case: Case, outgoing: Mailbox) -> Message:
    """An answer whose time to be taken back has passed."""
    return _ripe(reply(actor=owner, case=case, text="Hei Eeva,\n\nselvitän asian."))


def _ripe(message: Message) -> Message:
    Delivery.objects.filter(message=message).update(not_before=now() - timedelta(minutes=5))
    return message


def _sent(receiver: Receiver, at: int = 0) -> EmailMessage:
    mail = message_from_bytes(receiver.mails[at].content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def _delivery(message: Message) -> Delivery:
    return message.deliveries.get()


def test_an_answer_leaves_and_the_promise_to_answer_is_kept(message: Message, receiver: Receiver) -> None:
    assert send(message.pk) is None
    assert (receiver.mails[0].recipients, _delivery(message).state) == ([EEVA], DeliveryState.SENT)
    assert Promise.objects.get().state == "kept"


def test_the_mail_carries_what_brings_the_answer_back(message: Message, receiver: Receiver, case: Case) -> None:
    Message.objects.filter(case=case, author="customer").update(header_id="first@posti.example")
    send(message.pk)
    mail = _sent(receiver)
    assert (mail["Message-ID"], mail["In-Reply-To"], mail["References"], mail["Subject"], mail["Auto-Submitted"]) == (
        f"<{message.header_id}>", "<first@posti.example>", "<first@posti.example>", "Re: Sänky ei tullut", None,
    )  # fmt: skip
    assert (mail["Reply-To"].addresses[0].addr_spec, mail["From"]) == (
        f"palvelu+{case.key}@tupa.example", 'Aitta & Tupa <palvelu@tupa.example>',
    )  # fmt: skip


def test_the_mail_holds_the_words_the_quote_and_the_own_page(message: Message, receiver: Receiver) -> None:
    send(message.pk)
    body = _sent(receiver).get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Hei Eeva,\n\nselvitän asian.\n\n")
    assert ("/p/" in text, "> Sänky ei tullut perjantaina." in text) == (True, True)


def test_words_are_never_markup_in_the_html(owner: Member, case: Case, outgoing: Mailbox, receiver: Receiver) -> None:
    send(_ripe(reply(actor=owner, case=case, text="<script>x</script>")).pk)
    body = _sent(receiver).get_body(("html",))
    assert body is not None
    assert ("<script" in body.get_content(), "&lt;script&gt;" in body.get_content()) == (False, True)


def test_the_own_page_goes_to_the_customer_alone(
    owner: Member, case: Case, outgoing: Mailbox, receiver: Receiver
) -> None:
    send(_ripe(reply(actor=owner, case=case, text="Hei", copies=["ville@muualla.example"])).pk)
    has_page = {mail.recipients[0]: b"/p/" in mail.content for mail in receiver.mails}
    assert has_page == {EEVA: True, "ville@muualla.example": False}


def test_what_was_promised_stands_in_the_mail(owner: Member, case: Case, outgoing: Mailbox, receiver: Receiver) -> None:
    terms = Terms(what="uusi sänky", due_at=now() + timedelta(days=2))
    send(_ripe(answer(actor=owner, case=case, text="Hei", promises=[terms])).pk)
    body = _sent(receiver).get_body(("plain",))
    assert body is not None
    assert "uusi sänky" in body.get_content()


def test_nothing_is_sent_twice(message: Message, receiver: Receiver) -> None:
    send(message.pk)
    send(message.pk)
    assert (len(receiver.mails), Attempt.objects.count()) == (1, 1)


def test_nothing_leaves_before_its_time(owner: Member, case: Case, outgoing: Mailbox, receiver: Receiver) -> None:
    message = reply(actor=owner, case=case, text="Hei")
    again = send(message.pk)
    assert (receiver.mails, again) == ([], _delivery(message).not_before)


@pytest.mark.parametrize("stage", [Stage.NEW, Stage.LOOKED, Stage.HISTORY, Stage.PAUSED])
def test_while_the_mailbox_is_not_live_it_waits_with_the_reason(
    message: Message, outgoing: Mailbox, receiver: Receiver, stage: str
) -> None:
    Mailbox.objects.update(stage=stage)
    send(message.pk)
    delivery = _delivery(message)
    assert (receiver.mails, delivery.state, bool(delivery.answer)) == ([], DeliveryState.WAITING, True)


def test_a_passing_refusal_is_tried_again_later(message: Message, receiver: Receiver) -> None:
    receiver.answer = "451 4.7.1 Try again later"
    again = send(message.pk)
    assert again is not None
    assert timedelta(seconds=50) < again - now() <= timedelta(minutes=1)
    assert (_delivery(message).state, _delivery(message).answer) == (DeliveryState.WAITING, "451 4.7.1 Try again later")
    assert send(message.pk) == again


def test_a_server_that_does_not_answer_is_tried_again_later(message: Message, outgoing: Mailbox) -> None:
    Mailbox.objects.update(smtp_port=1)
    assert (send(message.pk) is not None, _delivery(message).state) == (True, DeliveryState.WAITING)


def test_after_two_days_of_trying_it_has_failed(message: Message, receiver: Receiver) -> None:
    receiver.answer = "451 4.7.1 Try again later"
    old = now() - timedelta(days=2, minutes=1)
    Delivery.objects.update(not_before=old)
    Attempt.objects.create(message=message, began_at=old, ended_at=old, ok=False)
    assert (send(message.pk), _delivery(message).state, _delivery(message).is_permanent) == (
        None, DeliveryState.FAILED, False,
    )  # fmt: skip


def test_a_permanent_refusal_brings_the_case_back_to_us(message: Message, receiver: Receiver, case: Case) -> None:
    receiver.refuse[EEVA] = "550 5.1.1 No such user"
    send(message.pk)
    delivery = _delivery(message)
    case.refresh_from_db()
    assert (delivery.state, delivery.status_code, delivery.is_permanent, case.state) == (
        DeliveryState.FAILED, "5.1.1", True, CaseState.WAITING_US,
    )  # fmt: skip


def test_one_refused_and_one_delayed_recipient_each_have_their_own_end(
    owner: Member, case: Case, outgoing: Mailbox, receiver: Receiver
) -> None:
    copies = ["no@muualla.example", "later@muualla.example"]
    message = _ripe(reply(actor=owner, case=case, text="Hei", copies=copies))
    receiver.refuse = {"no@muualla.example": "550 5.1.1 No", "later@muualla.example": "450 4.2.1 Later"}
    assert send(message.pk) is not None
    states = dict(message.deliveries.values_list("address", "state"))
    assert states == {EEVA: "sent", "no@muualla.example": "failed", "later@muualla.example": "waiting"}


def test_a_connection_lost_after_the_mail_leaves_a_doubt_on_the_books(message: Message, receiver: Receiver) -> None:
    receiver.drop = True
    send(message.pk)
    attempt = Attempt.objects.get()
    assert (attempt.ok, bool(attempt.answer), _delivery(message).state) == (False, True, DeliveryState.WAITING)


def test_a_try_cut_off_in_the_middle_is_closed_and_the_doubt_carried_on(message: Message, receiver: Receiver) -> None:
    old = now() - timedelta(minutes=15)
    Delivery.objects.update(not_before=old, state=DeliveryState.SENDING)
    Attempt.objects.create(message=message, began_at=old, handing_at=old)
    send(message.pk)
    first, second = Attempt.objects.order_by("id")
    assert (first.ok, bool(first.answer), second.ok, len(second.answer) > len("250 2.0.0 OK")) == (
        False,
        True,
        True,
        True,
    )


def test_a_try_cut_off_before_the_words_were_handed_over_leaves_no_doubt(message: Message, receiver: Receiver) -> None:
    old = now() - timedelta(minutes=15)
    Delivery.objects.update(not_before=old, state=DeliveryState.SENDING)
    Attempt.objects.create(message=message, began_at=old)
    send(message.pk)
    first, second = Attempt.objects.order_by("id")
    assert (first.ok, first.handing_at, second.ok, second.answer) == (False, None, True, "250 2.0.0 OK")
    assert second.handing_at is not None


def test_while_another_try_is_under_way_nothing_is_sent(message: Message, receiver: Receiver) -> None:
    Attempt.objects.create(message=message, began_at=now())
    assert (send(message.pk) is not None, receiver.mails) == (True, [])


def test_an_address_that_cannot_be_used_is_a_failure_people_see(
    owner: Member, case: Case, outgoing: Mailbox, receiver: Receiver
) -> None:
    message = _ripe(reply(actor=owner, case=case, text="Hei", to="ei välejä@x"))
    send(message.pk)
    assert (receiver.mails, _delivery(message).state) == ([], DeliveryState.FAILED)


def test_a_waiting_message_without_a_job_is_put_in_line_once(message: Message) -> None:
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()
    look_after()
    look_after()
    jobs = DBTaskResult.objects.filter(task_path=send_message.module_path)
    assert (jobs.count(), enqueue_forgotten()) == (1, 0)


def test_a_customers_mail_is_acknowledged_with_when_we_answer(
    takes_in: TakesIn, outgoing: Mailbox, receiver: Receiver
) -> None:
    _acknowledging(outgoing)
    takes_in()
    send(Message.objects.get(author="system").pk)
    mail = _sent(receiver)
    assert (receiver.mails[0].sender, mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == (
        "<>", "auto-replied", "All",
    )  # fmt: skip
    assert Promise.objects.get().state == "open"


def _acknowledging(mailbox: Mailbox) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(acknowledges=True)
    mailbox.refresh_from_db()


def test_a_server_that_refuses_the_null_sender_gets_our_address(
    takes_in: TakesIn, outgoing: Mailbox, receiver: Receiver
) -> None:
    _acknowledging(outgoing)
    receiver.null_sender_refused = True
    takes_in()
    send(Message.objects.get(author="system").pk)
    assert receiver.mails[0].sender == "palvelu@tupa.example"


@pytest.mark.parametrize(
    "headers",
    [
        {"Precedence": "bulk"},
        {"List_Id": "<lista.example>"},
        {"X_Auto_Response_Suppress": "All"},
        {"Return_Path": "<>"},
        {"From": "noreply@kauppa.example"},
        {"Authentication_Results": "x; dmarc=fail"},
        {"X_Spam_Flag": "YES"},
    ],
)
def test_machines_lists_and_forgers_are_never_acknowledged(
    takes_in: TakesIn, outgoing: Mailbox, headers: dict[str, str]
) -> None:
    _acknowledging(outgoing)
    takes_in(**headers)
    assert Delivery.objects.count() == 0


def test_no_one_is_acknowledged_more_than_five_times_a_day(takes_in: TakesIn, outgoing: Mailbox) -> None:
    _acknowledging(outgoing)
    for number in range(7):
        takes_in(f"Asia {number}", Message_ID=f"<{number}@posti.example>", Subject=f"Asia {number}")
    assert (Delivery.objects.count(), Case.objects.count()) == (5, 7)


def test_taking_mails_in_from_files_or_from_the_past_sends_nothing(takes_in: TakesIn, outgoing: Mailbox) -> None:
    _acknowledging(outgoing)
    takes_in(source="ingest")
    assert Delivery.objects.count() == 0
