"""Failures, delays and complaints that come back find the message they speak of, and nothing else."""

from __future__ import annotations

import pytest
from tests.channels.mail.conftest import Receiver, TakesIn

from kohtaamo.channels.mail.commands.send import send
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.returning import return_address
from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.commands.deliver import dismiss_failure
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@posti.example
To: palvelu@tupa.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@posti.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.posti.example

Final-Recipient: rfc822; eeva.mattila@posti.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: text/rfc822-headers

Message-ID: <{identifier}>
To: eeva.mattila@posti.example
Subject: Re: x

--b--
"""
COMPLAINT = """\
From: fbl@posti.example
To: palvelu@tupa.example
Subject: FW: x
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

A complaint.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Posti/1
Version: 1

--b
Content-Type: message/rfc822

Message-ID: <{identifier}>
To: eeva.mattila@posti.example
From: palvelu@tupa.example
Subject: x

hei
--b--
"""


@pytest.fixture
def message(owner: Member, case: Case, mailbox: Mailbox) -> Message:
    message = reply(actor=owner, case=case, text="Hei")
    message.deliveries.update(state=DeliveryState.SENT)
    return message


def _report(
    identifier: str, action: str = "failed", status: str = "5.1.1", said: str = "550 5.1.1 No such user"
) -> bytes:
    return REPORT.format(identifier=identifier, action=action, status=status, said=said).encode()


def test_a_bounce_sets_the_message_to_failed_and_the_case_back_to_us(
    takes_in: TakesIn, message: Message, case: Case
) -> None:
    intake = takes_in(raw=_report(message.header_id))
    delivery = message.deliveries.get()
    case.refresh_from_db()
    assert (intake.outcome, intake.message, delivery.state, delivery.is_permanent, case.state) == (
        "bounce", message, DeliveryState.FAILED, True, CaseState.WAITING_US,
    )  # fmt: skip


def test_a_passing_failure_is_told_apart(takes_in: TakesIn, message: Message) -> None:
    takes_in(raw=_report(message.header_id, status="4.2.2", said="452 4.2.2 Mailbox full"))
    assert (message.deliveries.get().state, message.deliveries.get().is_permanent) == (DeliveryState.FAILED, False)


def test_a_delay_is_only_noted(takes_in: TakesIn, message: Message) -> None:
    intake = takes_in(raw=_report(message.header_id, "delayed", "4.4.1", "connection timed out"))
    assert (intake.outcome, bool(intake.reason), message.deliveries.get().state) == ("bounce", True, DeliveryState.SENT)


def test_a_bounce_of_nothing_of_ours_changes_nothing_and_is_seen(takes_in: TakesIn, message: Message) -> None:
    intake = takes_in(raw=_report("forged@tupa.example"))
    assert (intake.outcome, intake.message, bool(intake.reason), message.deliveries.get().state) == (
        "bounce", None, True, DeliveryState.SENT,
    )  # fmt: skip


def test_a_bounce_of_a_customers_own_message_id_changes_nothing(
    takes_in: TakesIn, message: Message, case: Case
) -> None:
    Message.objects.filter(case=case, author="customer").update(header_id="theirs@posti.example")
    assert takes_in(raw=_report("theirs@posti.example")).message is None


def test_a_complaint_is_told_apart_and_stands_on_the_path(takes_in: TakesIn, message: Message) -> None:
    intake = takes_in(raw=COMPLAINT.format(identifier=message.header_id).encode())
    assert (intake.outcome, intake.message, message.deliveries.get().state) == (
        "complaint", message, DeliveryState.SENT,
    )  # fmt: skip


@pytest.fixture
def copied(owner: Member, case: Case, mailbox: Mailbox) -> Message:
    """An answer to the customer with a copy to somebody else."""
    message = reply(actor=owner, case=case, text="Hei", copies=["ville@muualla.example"])
    message.deliveries.update(state=DeliveryState.SENT)
    return message


def _naming(address: str, identifier: str, sender: str = "MAILER-DAEMON@posti.example") -> bytes:
    report = _report(identifier).decode().replace("MAILER-DAEMON@posti.example", sender)
    return report.replace("rfc822; eeva.mattila@posti.example", f"rfc822; {address}").encode()


def _states(message: Message) -> list[str]:
    return list(message.deliveries.order_by("id").values_list("state", flat=True))


def test_a_report_fails_the_recipient_it_names_and_nobody_else(takes_in: TakesIn, copied: Message) -> None:
    takes_in(raw=_naming("ville@muualla.example", copied.header_id))
    assert _states(copied) == [DeliveryState.SENT, DeliveryState.FAILED]


def test_a_report_that_names_no_recipient_of_the_message_fails_nothing_and_is_seen(
    takes_in: TakesIn, copied: Message
) -> None:
    intake = takes_in(raw=_naming("joku@muualla.example", copied.header_id))
    assert (_states(copied), intake.outcome, intake.message, "joku@muualla.example" in intake.reason) == (
        [DeliveryState.SENT] * 2, "bounce", None, True,
    )  # fmt: skip


def test_one_copied_in_cannot_tell_that_the_message_failed(takes_in: TakesIn, copied: Message) -> None:
    intake = takes_in(
        raw=_naming("eeva.mattila@posti.example", copied.header_id, sender="Ville <ville@muualla.example>")
    )
    assert (_states(copied), intake.outcome, intake.message) == ([DeliveryState.SENT] * 2, "bounce", None)


def test_a_forwarded_mail_that_failed_further_on_has_failed_where_it_had_one_recipient(
    takes_in: TakesIn, message: Message
) -> None:
    takes_in(raw=_naming("eeva@toinen.example", message.header_id))
    assert _states(message) == [DeliveryState.FAILED]


def test_a_failure_left_be_that_bounces_again_changes_nothing(
    takes_in: TakesIn, owner: Member, message: Message
) -> None:
    takes_in(raw=_report(message.header_id))
    dismiss_failure(actor=owner, delivery=message.deliveries.get(), reason="Soitettu")
    takes_in(raw=_report(message.header_id, said="550 5.1.1 Again"))
    assert message.deliveries.get().dismissed_at is not None


@pytest.fixture
def signing(outgoing: Mailbox) -> Mailbox:
    """The live mailbox, whose mails leave with signed return paths."""
    outgoing.signs_returns = True
    outgoing.save()
    return outgoing


def _sent(owner: Member, case: Case, copies: list[str], receiver: Receiver) -> dict[str, str]:
    """An answer leaves; the envelope sender of each recipient's mail."""
    message = reply(actor=owner, case=case, text="Hei", copies=copies)
    message.deliveries.update(not_before=now())
    send(message.pk)
    return {one: mail.sender for mail in receiver.mails for one in mail.recipients}


def test_each_recipient_has_a_return_path_of_its_own(
    signing: Mailbox, owner: Member, case: Case, receiver: Receiver
) -> None:
    paths = _sent(owner, case, ["ville@muualla.example"], receiver)
    assert len(set(paths.values())) == 2
    for delivery in Delivery.objects.all():
        assert (paths[delivery.address], delivery.signed) == (return_address(signing, delivery.pk), True)


def test_a_report_to_the_signed_path_is_believed_even_when_it_names_nothing(
    signing: Mailbox, owner: Member, case: Case, receiver: Receiver, takes_in: TakesIn
) -> None:
    paths = _sent(owner, case, [], receiver)
    raw = _report("unknown@elsewhere.example").replace(
        b"To: palvelu@tupa.example", f"To: {paths['eeva.mattila@posti.example']}".encode(), 1
    )
    takes_in(raw=raw)
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_one_who_was_copied_in_cannot_forge_a_failure_for_the_customer(
    signing: Mailbox, owner: Member, case: Case, receiver: Receiver, takes_in: TakesIn
) -> None:
    paths = _sent(owner, case, ["ville@muualla.example"], receiver)
    message = Message.objects.filter(author="us").latest("pk")
    plain = takes_in(raw=_report(message.header_id))
    assert (plain.message, "kuka tahansa" in plain.reason) == (None, True)
    forged = paths["ville@muualla.example"].replace("+b-", "+b-9", 1)
    takes_in(raw=_report(message.header_id).replace(b"To: palvelu@tupa.example", f"To: {forged}".encode(), 1))
    theirs = Delivery.objects.get(address="eeva.mattila@posti.example")
    assert theirs.state == DeliveryState.SENT


def test_a_server_that_refuses_the_signed_sender_gets_the_plain_one_and_reports_are_read_as_before(
    signing: Mailbox, owner: Member, case: Case, receiver: Receiver, takes_in: TakesIn
) -> None:
    receiver.signed_sender_refused = True
    assert _sent(owner, case, [], receiver) == {"eeva.mattila@posti.example": "palvelu@tupa.example"}
    takes_in(raw=_report(Message.objects.filter(author="us").latest("pk").header_id))
    assert (Delivery.objects.get().signed, Delivery.objects.get().state) == (False, DeliveryState.FAILED)
