"""A stranger writes: as somebody else, about somebody else's case, in a storm."""

from __future__ import annotations

import pytest

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.customers.identities import normal_form
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Author, DeliveryState
from kohtaamo.encounters.commands.deliver import begin_attempt, finish_attempt
from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.models import Member
from tests.attacks.conftest import Arrives
from tests.bounded import in_its_share

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sender",
    [
        '"eeva.mattila@posti.example" <paha@muualla.example>',
        "Eeva Mattila <eeva.mattila+x@posti.example>",
        "Eeva Mattila <eeva.mattila@posti.example.muualla.example>",
        "eeva.mattila@pоsti.example",  # the second letter of the domain is Cyrillic
        "paha@muualla.example (eeva.mattila@posti.example)",
        "paha@muualla.example, eeva.mattila@posti.example",
        "eeva.mattila@posti.example <paha@muualla.example>",
        "eeva.mattila@posti.example\r\nFrom: paha@muualla.example\r\nAuthentication-Results: x; dmarc=fail",
        "noreply@muualla.example\r\nReply-To: eeva.mattila@posti.example",
        "palvelu@tupa.example\r\nReply-To: eeva.mattila@posti.example",
        "paha@muualla.example\r\nSender: eeva.mattila@posti.example\r\nReply-To: eeva.mattila@posti.example",
        "\r\nSender: eeva.mattila@posti.example",
    ],
)
def test_who_only_seems_to_be_the_customer_does_not_land_in_the_case(
    case: Case, owner: Member, arrives: Arrives, sender: str
) -> None:
    ours = reply(actor=owner, case=case, text="Tutkin.")
    came = arrives(
        f"From: {sender}\r\nTo: palvelu+{case.key}@tupa.example\r\nSubject: Re: x\r\nMessage-ID: <z@muualla.example>\r\n"
        f"In-Reply-To: <{ours.header_id}>\r\nReferences: <{ours.header_id}>",
        to=f"palvelu+{case.key}@tupa.example",
    )
    assert came.message is not None
    assert came.message.case_id != case.pk


@pytest.mark.parametrize("sender", ["EEVA.Mattila@Posti.EXAMPLE", "Muu Nimi <eeva.mattila@posti.example>"])
def test_the_customer_lands_in_the_case_however_they_write_their_address(
    case: Case, arrives: Arrives, sender: str
) -> None:
    came = arrives(
        f"From: {sender}\r\nTo: palvelu+{case.key}@tupa.example\r\nSubject: x\r\nMessage-ID: <y@posti.example>"
    )
    assert came.message is not None
    assert came.message.case_id == case.pk


def test_an_address_that_turns_into_another_when_lowered_is_refused() -> None:
    with pytest.raises(Invalid):
        normal_form("email", "\u212aalle@posti.example")


def test_an_address_that_grows_when_lowered_is_refused() -> None:
    with pytest.raises(Invalid):
        normal_form("email", "İ" * 310 + "@x.example")


def test_a_storm_of_plus_addresses_is_acknowledged_a_few_times(mailbox: Mailbox, arrives: Arrives) -> None:
    for number in range(12):
        arrives(
            f"From: uhri+{number}@posti.example\r\nTo: palvelu@tupa.example\r\nSubject: {number}\r\nMessage-ID: <{number}@p.example>"
        )
    assert Delivery.objects.filter(message__author=Author.SYSTEM).count() == 5


def test_two_machines_that_answer_each_other_stop_at_once(mailbox: Mailbox, arrives: Arrives) -> None:
    """The other side answers every mail of ours with a new subject and without any mark of a machine."""
    for number in range(50):
        answered = Message.objects.filter(author=Author.SYSTEM).order_by("-id").values_list("header_id", flat=True)[:1]
        about = "".join(f"\r\nIn-Reply-To: <{one}>" for one in answered)
        arrives(
            f"From: robotti@posti.example\r\nTo: palvelu@tupa.example\r\nSubject: {number}\r\nMessage-ID: <{number}@p.example>{about}"
        )
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    "mark",
    [
        "Auto-Submitted: auto-generated", "auto-submitted: AUTO-REPLIED; owner-email=a@b", "Precedence: bulk", "Precedence: auto_reply",
        "List-Id: <a.b>", "X-Auto-Response-Suppress: All", "X-Autoreply: yes", "Return-Path: <>", "List-Unsubscribe: <mailto:a@b.example>",
    ],
)  # fmt: skip
def test_a_machine_is_never_answered(mailbox: Mailbox, arrives: Arrives, mark: str) -> None:
    arrives(
        f"{mark}\r\nFrom: robotti@posti.example\r\nTo: palvelu@tupa.example\r\nSubject: x\r\nMessage-ID: <a@p.example>"
    )
    assert Delivery.objects.count() == 0


def test_our_own_mail_that_comes_back_opens_nothing(mailbox: Mailbox, arrives: Arrives) -> None:
    came = arrives("From: palvelu@tupa.example\r\nTo: palvelu@tupa.example\r\nSubject: x\r\nX-Kohtaamo-Loop: 127.0.0.1")
    assert (came.message, Delivery.objects.count()) == (None, 0)


def test_a_forged_failure_about_no_mail_of_ours_changes_nothing(
    case: Case, owner: Member, customer: Customer, arrives: Arrives
) -> None:
    ours = reply(actor=owner, case=case, text="Tutkin.")
    Delivery.objects.update(not_before=ours.at)
    begun = begin_attempt(ours)
    assert begun is not None
    finish_attempt(begun[0], refused={}, answer="250 ok")
    arrives(
        "From: MAILER-DAEMON@muualla.example\r\nTo: palvelu@tupa.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
        "--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Final-Recipient: rfc822; eeva.mattila@posti.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822-headers\r\n\r\nMessage-ID: <{'a' * 12}.{'0' * 20}@127.0.0.1>\r\n--b--",
    )
    assert [one.state for one in Delivery.objects.filter(message=ours)] == [DeliveryState.SENT]
    assert customer.identities.get().failed_at is None
    assert own_page_of(case, customer).revoked_at is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"eeva.mattila@posti.example"', "paha@muualla.example"),
        ('"Eeva Mattila (eeva.mattila@posti.example)"', "paha@muualla.example"),
        ('"Paha paha@muualla.example"', "Paha paha@muualla.example"),
        ("Maija Meikäläinen", "Maija Meikäläinen"),
        ("Maija\u202eelpmaxe", "Maijaelpmaxe"),
    ],
)
def test_nobody_goes_by_the_address_of_another(arrives: Arrives, written: str, name: str) -> None:
    came = arrives(
        f"From: {written} <paha@muualla.example>\r\nTo: palvelu@tupa.example\r\nSubject: \u202ex\r\nMessage-ID: <1@m>"
    )
    assert came.message is not None
    assert (came.message.case.customer.name, came.message.case.subject) == (name, "x")


def test_a_row_of_letters_without_end_in_a_delivery_header_is_read_at_once(mailbox: Mailbox, arrives: Arrives) -> None:
    with in_its_share():
        came = arrives(f"Delivered-To: {'a' * 300_000}\r\nFrom: a@p.example\r\nTo: palvelu@tupa.example\r\nSubject: x")
    assert came.outcome == "stored"
