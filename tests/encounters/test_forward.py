"""Forwarding and copies: who gets what, and that the customer learns nothing of what goes on beside them."""

from __future__ import annotations

import email
from email import policy

import pytest
from tests.conftest import Says

from kohtaamo.channels.mail.compose import compose
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.commands.forward import forward
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.errors import CustomersOwnAddress, NobodyToSendTo
from kohtaamo.encounters.models import Attachment, Case, Delivery, Message
from kohtaamo.encounters.queries import said_to_customer
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.storage.keep import keep
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
DRIVER = "kuljettaja@auto.example"


@pytest.fixture
def asked(case: Case) -> Message:
    message = Message.objects.get(case=case)
    Attachment.objects.create(message=message, blob=keep(b"kuva"), name="sanky.jpg", type="image/jpeg", size=4)
    return message


def mail_of(message: Message, mailbox: Mailbox) -> email.message.EmailMessage:
    raw = compose(message, mailbox, list(message.deliveries.all()), with_page=False)
    return email.message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


def test_it_goes_with_our_words_the_message_and_its_files(
    case: Case, asked: Message, owner: Member, mailbox: Mailbox
) -> None:
    files = [one.pk for one in asked.attachments.all()]
    sent = forward(actor=owner, case=case, message=asked, to=[DRIVER], text="Missä tämä on?", files=files)
    mail = mail_of(sent, mailbox)
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (mail["To"], mail["Subject"]) == (DRIVER, "Fwd: Sänky ei tullut")
    assert body.startswith("Missä tämä on?")
    assert "Sänky ei tullut perjantaina." in body
    assert [part.get_filename() for part in mail.iter_attachments()] == ["sanky.jpg"]
    assert "/p/" not in body.replace("/p/…", "")
    assert Case.objects.get(pk=case.pk).state == CaseState.WAITING_US


def test_what_they_answer_is_for_us_alone(case: Case, asked: Message, owner: Member, says: Says) -> None:
    sent = forward(actor=owner, case=case, message=asked, to=[DRIVER], text="Missä?")
    reply(actor=owner, case=case, text="Selvitämme asiaa.")
    promised = Promise.objects.count()
    answered = says("Autossa, tulossa tänään.", sender=DRIVER, key=case.key, references=(sent.header_id,))
    assert (answered.case, answered.author) == (case, Author.ASIDE)
    assert Case.objects.get(pk=case.pk).state == CaseState.WAITING_US
    assert Case.objects.get(pk=case.pk).last_words == "Sänky ei tullut perjantaina."
    assert {said.author for said in said_to_customer(case)} <= {"customer", "us"}
    assert Promise.objects.count() == promised


def test_the_customers_next_mail_from_us_refers_to_nothing_beside(
    case: Case, asked: Message, owner: Member, mailbox: Mailbox
) -> None:
    sent = forward(actor=owner, case=case, message=asked, to=[DRIVER], text="Missä?")
    mail = mail_of(reply(actor=owner, case=case, text="Hei!"), mailbox)
    assert sent.header_id not in str(mail)
    assert DRIVER not in str(mail)


def test_one_also_written_to_openly_is_read_by_what_they_answer(
    case: Case, asked: Message, owner: Member, says: Says
) -> None:
    sent = forward(actor=owner, case=case, message=asked, to=[DRIVER], text="Missä?")
    opened = reply(actor=owner, case=case, text="Kuljettaja kertoo lisää.", copies=[DRIVER])
    assert says("Salaa", sender=DRIVER, key=case.key, references=(sent.header_id,)).author == Author.ASIDE
    assert says("Julki", sender=DRIVER, key=case.key, references=(opened.header_id,)).author == Author.CUSTOMER


def test_a_blind_copy_stands_in_no_mail_and_its_reader_answers_to_us_alone(
    case: Case, owner: Member, mailbox: Mailbox, says: Says
) -> None:
    sent = reply(
        actor=owner, case=case, text="Hei!", more=["irma@posti.example"], copies=["poika@posti.example"],
        blind=["pomo@tupa.example", "irma@posti.example"],
    )  # fmt: skip
    roles = dict(Delivery.objects.filter(message=sent).values_list("address", "role"))
    assert roles == {
        "eeva.mattila@posti.example": "to", "irma@posti.example": "to", "poika@posti.example": "cc", "pomo@tupa.example": "bcc",
    }  # fmt: skip
    mail = mail_of(sent, mailbox)
    assert "pomo@tupa.example" not in str(mail)
    assert (mail["To"], mail["Cc"]) == ("eeva.mattila@posti.example, irma@posti.example", "poika@posti.example")
    assert (
        says("Hyvä vastaus", sender="pomo@tupa.example", key=case.key, references=(sent.header_id,)).author
        == Author.ASIDE
    )
    assert says("Selvä homma tulen", sender="poika@posti.example", key=case.key).author == Author.CUSTOMER


def test_it_is_not_forwarded_to_the_customer_or_nobody_or_by_an_outsider(
    case: Case, asked: Message, owner: Member, outsider: Member
) -> None:
    with pytest.raises(CustomersOwnAddress):
        forward(actor=owner, case=case, message=asked, to=["Eeva.Mattila@posti.example"], text="")
    with pytest.raises(NobodyToSendTo):
        forward(actor=owner, case=case, message=asked, to=[" "], text="")
    with pytest.raises(NotFound):
        forward(actor=outsider, case=case, message=asked, to=[DRIVER], text="")


def test_links_to_the_own_page_do_not_go_along(says: Says, owner: Member, mailbox: Mailbox, settings: object) -> None:
    from django.conf import settings as house

    message = says(f"Katsoin sivun {house.URL}/p/abc.DEF-1:xyz/ eilen", sender="linkki@posti.example")
    sent = forward(actor=owner, case=message.case, message=message, to=[DRIVER], text="")
    assert "abc.DEF" not in sent.text
    assert "eilen" in sent.text


def test_an_arrival_of_a_stranger_is_no_aside(case: Case, asked: Message, owner: Member, says: Says) -> None:
    forward(actor=owner, case=case, message=asked, to=[DRIVER], text="Missä?")
    assert says("Olen muu", sender="muu@posti.example", key=case.key).case != case
