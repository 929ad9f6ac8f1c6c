"""Being the customer: a mail through the real intake, and what comes back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import Client

from kohtaamo.channels.mail.intake_server import intake_controller
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.sending import hand_over
from kohtaamo.demo.commands.write_in import intake_bind
from kohtaamo.demo.models import DemoMail, Demonstration
from kohtaamo.demo.postman import postman_controller, put_mail
from kohtaamo.demo.queries import forget_what_is_known
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

PAGE, BOX = "/demo/customer/", "/demo/customer/mailbox/"
LETTER = {"name": "Aino Rantala", "address": "aino.rantala@posti.example", "subject": "Matto", "text": "Se ei mahdu."}


@pytest.fixture
def mark(db: None) -> Iterator[Demonstration]:
    yield Demonstration.objects.create(begun_at=now(), loaded_at=now(), days=90, password="x")
    forget_what_is_known()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def intake(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    port = free_port()
    monkeypatch.setitem(settings.KOHTAAMO, "INTAKE_BIND", f"127.0.0.1:{port}")
    controller = intake_controller("127.0.0.1", port)
    controller.start()
    yield port
    controller.stop()


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_a_mail_written_on_the_page_arrives_as_a_case_that_waits(intake: int, mailbox: Mailbox, owner: Member) -> None:
    Demonstration.objects.create(begun_at=now(), loaded_at=now(), days=90, password="x")
    client = Client()
    client.force_login(owner)
    sent = client.post(PAGE, LETTER)
    assert (sent.status_code, sent["Location"]) == (303, f"{PAGE}?as=aino.rantala%40posti.example&sent=yes")
    case = Case.objects.get()
    assert (case.subject, case.state, case.customer.name) == ("Matto", CaseState.WAITING_US, "Aino Rantala")
    forget_what_is_known()


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_the_postman_puts_what_we_send_in_the_customers_mailbox(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.KOHTAAMO, "INTERNAL_HOSTS", ["127.0.0.1"])
    mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security = "127.0.0.1", free_port(), "none"
    postman = postman_controller(mailbox.smtp_port)
    postman.start()
    try:
        handed = hand_over(
            mailbox,
            mail_of_ours(),
            sender=mailbox.address,
            recipients=["aino@posti.example", "x@muuttanut.example"],
            leaving=list,
        )
    finally:
        postman.stop()
    assert list(handed.refused) == ["x@muuttanut.example"]
    came = DemoMail.objects.get()
    assert (came.to, came.subject, came.text) == ("aino@posti.example", "Re: Matto", "Hei Aino, äiti sai maton.")


def mail_of_ours() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "palvelu@tupa.example", "aino@posti.example", "Re: Matto"
    mail["Message-ID"], mail["Reply-To"] = "<abc@tupa.example>", "palvelu+k1@tupa.example"
    mail.set_content("Hei Aino, äiti sai maton.")
    return mail.as_bytes()


def test_the_mailbox_shows_a_letter_with_an_answer_to_it(mark: Demonstration, as_owner: Client) -> None:
    mail = put_mail(mail_of_ours(), "Aino@posti.example")
    page = as_owner.get(PAGE, {"as": "aino@posti.example"}).content.decode()
    assert "äiti sai maton" in page
    assert f"answer={mail.pk}" in page


def test_an_answer_begins_with_the_subject_it_answers(mark: Demonstration, as_owner: Client) -> None:
    mail = put_mail(mail_of_ours(), "aino@posti.example")
    form = as_owner.get(PAGE, {"as": "aino@posti.example", "answer": str(mail.pk)}).context["form"]
    assert (form["subject"].value(), form["answer"].value()) == ("Re: Matto", mail.pk)


def test_the_mailbox_is_silent_while_nothing_new_has_come(mark: Demonstration, as_owner: Client) -> None:
    mail = put_mail(mail_of_ours(), "aino@posti.example")
    asked = {"as": "aino@posti.example", "seen": str(mail.pk)}
    assert as_owner.get(BOX, asked, headers={"HX-Request": "true"}).status_code == 204
    assert as_owner.get(BOX, asked | {"seen": "0"}, headers={"HX-Request": "true"}).status_code == 200


def test_without_a_demonstration_the_page_is_not_there(as_owner: Client) -> None:
    assert as_owner.get(PAGE).status_code == 404
    assert as_owner.get(BOX).status_code == 404


def test_a_stranger_signs_in_first(mark: Demonstration, anonymous: Client) -> None:
    assert anonymous.get(PAGE).status_code == 302


def test_an_address_that_could_be_real_is_refused_and_the_words_stay(
    mark: Demonstration, mailbox: Mailbox, as_owner: Client
) -> None:
    page = as_owner.post(PAGE, LETTER | {"address": "aino@tupa.fi"})
    assert page.status_code == 422
    assert "Se ei mahdu." in page.content.decode()


def test_with_the_intake_off_the_page_says_so_and_keeps_the_words(
    mark: Demonstration, mailbox: Mailbox, as_owner: Client
) -> None:
    assert intake_bind() == ""
    page = as_owner.post(PAGE, LETTER)
    assert page.status_code == 422
    assert "Se ei mahdu." in page.content.decode()
    assert "KOHTAAMO_INTAKE_BIND" in page.content.decode()
