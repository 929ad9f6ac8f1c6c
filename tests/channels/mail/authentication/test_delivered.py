"""A mail whose sender fails is kept and seen, and lands in nobody's case by a token alone."""

from __future__ import annotations

import smtplib

import pytest
from aiosmtpd.smtp import Envelope
from tests.channels.mail.authentication.conftest import NameServer
from tests.channels.mail.authentication.signing import signed
from tests.channels.mail.conftest import free_port, make_mail

from kohtaamo.channels.mail.authentication.checking import Delivered
from kohtaamo.channels.mail.commands.intake import read_left_behind
from kohtaamo.channels.mail.intake_server import intake_controller, take_delivered
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.encounters.models import Case, Message, Participant
from kohtaamo.platform.time import now

GOOD, BAD = "93.184.215.14", "93.184.215.15"


@pytest.fixture
def posti(dns_server: NameServer) -> NameServer:
    dns_server.text("posti.example", f"v=spf1 ip4:{GOOD} -all")
    dns_server.text("_dmarc.posti.example", "v=DMARC1; p=none")
    return dns_server


def deliver(server: NameServer, peer: str, raw: bytes) -> Intake:
    envelope = Envelope()
    envelope.mail_from, envelope.rcpt_tos, envelope.content = (
        "eeva.mattila@posti.example",
        ["palvelu@tupa.example"],
        raw,
    )
    return take_delivered(envelope, Delivered(peer, "mx.posti.example", "eeva.mattila@posti.example"), server.names)


@pytest.mark.django_db
@pytest.mark.parametrize(("peer", "is_theirs"), [(GOOD, True), (BAD, False)])
def test_only_who_is_confirmed_continues_the_customers_case_by_its_token(
    posti: NameServer, mailbox: Mailbox, case: Case, peer: str, is_theirs: bool
) -> None:
    intake = deliver(posti, peer, make_mail("Uusi tilinumero", To=f"palvelu+{case.key}@tupa.example"))
    message = Message.objects.get(pk=intake.message_id)
    assert (intake.outcome, message.case_id == case.pk, message.is_unconfirmed) == ("stored", is_theirs, not is_theirs)
    assert Intake.objects.get().authentication["result"] == ("pass" if is_theirs else "fail")


@pytest.mark.django_db
def test_who_could_not_be_confirmed_brings_nobody_into_the_case(posti: NameServer, mailbox: Mailbox) -> None:
    deliver(posti, BAD, make_mail(Cc="ville@muualla.example"))
    assert Participant.objects.count() == 0


@pytest.mark.django_db
def test_when_nothing_answers_the_mail_is_taken_in_as_before(posti: NameServer, mailbox: Mailbox, case: Case) -> None:
    posti.is_silent = True
    intake = deliver(posti, GOOD, make_mail("Hei", To=f"palvelu+{case.key}@tupa.example"))
    assert (intake.message and intake.message.case_id, intake.authentication) == (
        case.pk, {"result": "unknown", "spf": "temperror", "dkim": "none", "dmarc": "temperror", "by": "kohtaamo"},
    )  # fmt: skip


@pytest.mark.django_db
def test_a_mail_read_later_is_judged_as_when_it_came(posti: NameServer, mailbox: Mailbox) -> None:
    intake = deliver(posti, BAD, make_mail())
    Message.objects.filter(pk=intake.message_id).update(header_id="x")
    Intake.objects.update(outcome="failed", message=None, came_at=now().replace(year=2020), tries=0)
    read_left_behind()
    assert Message.objects.latest("pk").is_unconfirmed


@pytest.mark.django_db(transaction=True)
@pytest.mark.server
def test_the_judgement_of_a_mail_delivered_by_smtp_is_stored_with_it(posti: NameServer, mailbox: Mailbox) -> None:
    posti.signs("posti.example")
    controller = intake_controller("127.0.0.1", free_port(), posti.names)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", controller.port, local_hostname="mx.posti.example") as server:
            server.sendmail("eeva.mattila@posti.example", ["palvelu@tupa.example"], signed("posti.example", "Hei"))
    finally:
        controller.stop()
    assert Intake.objects.get().authentication == {"result": "pass", "dkim": "pass", "dmarc": "pass", "by": "kohtaamo"}
