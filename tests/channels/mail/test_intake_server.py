"""The built-in SMTP intake: a yes means it is kept."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from tests.channels.mail.conftest import free_port, make_mail

from kohtaamo.channels.mail.intake_server import intake_controller
from kohtaamo.channels.mail.models import Intake, Mailbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    controller = intake_controller("127.0.0.1", free_port())
    controller.start()
    yield controller.port
    controller.stop()


def deliver(
    port: int, raw: bytes, *, sender: str = "eeva.mattila@posti.example", to: str = "palvelu@tupa.example"
) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="posti.example") as server:
        server.sendmail(sender, [to], raw.replace(b"\n", b"\r\n"))


def test_a_mail_delivered_directly_is_taken_in_with_its_envelope(port: int) -> None:
    deliver(port, make_mail())
    intake = Intake.objects.get()
    assert (intake.outcome, intake.source, intake.envelope_from, intake.envelope_to) == (
        "stored", "smtp", "eeva.mattila@posti.example", ["palvelu@tupa.example"],
    )  # fmt: skip


def test_a_line_longer_than_the_standard_allows_is_taken_in(port: int) -> None:
    deliver(port, make_mail("x").replace(b"x", b"sana" * 5000))
    assert Intake.objects.get().outcome == "stored"


def test_the_null_sender_is_known_as_such(port: int) -> None:
    deliver(port, make_mail(), sender="")
    assert Intake.objects.get().envelope_from == "<>"


def test_only_our_own_addresses_are_answered_for(port: int) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        deliver(port, make_mail(), to="joku@muualla.example")
    assert (next(iter(refused.value.recipients.values()))[0], Intake.objects.count()) == (550, 0)


def test_a_plus_address_is_ours(port: int) -> None:
    deliver(port, make_mail(), to="Palvelu+abcdefghjkmn@tupa.example")
    assert Intake.objects.get().outcome == "stored"


def test_a_mail_too_large_is_refused_there_and_seen_here(mailbox: Mailbox) -> None:
    from django.conf import settings

    with override_settings(KOHTAAMO={**settings.KOHTAAMO, "MAX_MAIL_MB": 1}):
        controller = intake_controller("127.0.0.1", free_port())
        controller.start()
        try:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                deliver(controller.port, make_mail("sana sana\n" * 130_000))
        finally:
            controller.stop()
    assert (refused.value.smtp_code, Intake.objects.get().outcome) == (552, "rejected")


def test_when_the_database_cannot_store_it_the_sender_is_asked_to_try_again(port: int) -> None:
    with connection.schema_editor() as editor:
        editor.alter_db_table(Intake, "mail_intake", "mail_intake_away")
    try:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            deliver(port, make_mail())
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(Intake, "mail_intake_away", "mail_intake")
    assert refused.value.smtp_code == 451
