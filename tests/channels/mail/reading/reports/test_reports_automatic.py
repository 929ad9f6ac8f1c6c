from __future__ import annotations

import pytest
from report_letters import letter

from kohtaamo.channels.mail.reading.letter import Part
from kohtaamo.channels.mail.reading.reports import Automatic, Reading, read_report

PERSON = "liisa@example.com"


def _read(subject: str = "Hei", sender: str = PERSON, return_path: str | None = None, **headers: str) -> Reading:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_report(letter("Hei", sender=sender, subject=subject, headers=named), return_path=return_path)


def test_a_plain_mail_is_a_persons_and_may_be_answered() -> None:
    assert _read() == Reading("person", may_be_answered=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-replied"},
        {"auto_submitted": "auto-generated; x=y"},
        {"x_autoreply": "yes"},
        {"x_autorespond": "Re: Hei"},
        {"precedence": "auto_reply"},
        {"x_apple_action": "VACATION"},
        {"x_fc_machinegenerated": "true"},
        {"delivered_to": "Autoresponder"},
        {"x_post_messageclass": "9; Autoresponder"},
    ],
)
def test_a_header_of_an_automatic_answer_is_believed(headers: dict[str, str]) -> None:
    reading = _read(**headers)
    assert (reading.outcome, reading.may_be_answered) == ("auto_reply", False)


@pytest.mark.parametrize("headers", [{"auto_submitted": "no"}, {"x_autoreply": "no"}])
def test_a_header_that_denies_is_believed_too(headers: dict[str, str]) -> None:
    assert _read(**headers) == Reading("person", may_be_answered=True)


@pytest.mark.parametrize(
    "subject",
    [
        "Automaattinen vastaus: Tilaus",
        "Poissa: Tilaus",
        "Autosvar: Order",
        "Automatiskt svar: Order",
        "Frånvaro: Order",
        "Out of Office",
        "Automatic reply: Order",
        "Auto reply: Order",
        "Abwesenheitsnotiz: Bestellung",
        "Automatische Antwort: Bestellung",
        "Réponse automatique : commande",
        "Respuesta automática: pedido",
        "自動応答: x",
        "Autom. vastaus: Tilaus",
        "Automaattinen poissaoloviesti",
        "Poissa toimistolta: Tilaus",
        "Poissa 26.–30.10. (Re: Tilaus)",
        "Olen vuosilomalla Re: Tilaus",
        "Äitiyslomalla: Re: Tilaus",
        "Kiitos viestistäsi (automaattivastaus)",
        "Ej på kontoret: Order",
        "Jag är på semester Re: Order",
        "Frånvaroavisering: Order",
        "Borta från kontoret: Order",
        "I am out of the office Re: Order",
        "Annual leave Re: Order",
        "I'm away until Monday Re: Order",
    ],
)
def test_the_subject_of_an_automatic_answer_is_known_in_many_languages(subject: str) -> None:
    assert _read(subject).outcome == "auto_reply"


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Automatic reply: Order",
        "VS: Automaattinen vastaus: Tilaus",
        "Poissa huomenna",
        "Frånvaro imorgon",
        "Out of office hours delivery?",
        "Auto: rengas rikki",
        "On holiday next week",
        "Autosvarare till telefon",
        "Auto reply button missing",
        "Autoresponse setup help",
        "Olen lomalla ensi viikolla, voiko toimituksen siirtää",
        "Jag är på semester nästa vecka, kan leveransen flyttas",
        "Ledig lägenhet: fråga",
        "Re: Poissa: Tilaus",
    ],
)
def test_a_person_may_use_such_words(subject: str) -> None:
    assert _read(subject).outcome == "person"


def test_words_of_absence_make_it_a_vacation() -> None:
    assert _read("Out of office").automatic == Automatic("vacation", "subject: Out of office")


def test_a_read_receipt_is_an_automatic_answer() -> None:
    part = Part("message/disposition-notification", b"Disposition: manual-action/MDN-sent-manually; displayed")
    reading = read_report(letter(sender=PERSON, subject="Read: Hei", parts=(part,)))
    assert (reading.outcome, reading.automatic) == ("auto_reply", Automatic("receipt", "disposition-notification"))


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"list_id": "<x.example.com>"}, "list-id"),
        ({"list_unsubscribe": "<mailto:x@example.com>"}, "list-unsubscribe"),
        ({"precedence": "bulk"}, "precedence: bulk"),
    ],
)
def test_a_mail_through_a_list_is_a_persons_but_not_answered(headers: dict[str, str], reason: str) -> None:
    assert _read(**headers) == Reading("person", automatic=Automatic("list", reason), may_be_answered=False)


@pytest.mark.parametrize(
    "sender",
    [
        "noreply@example.com",
        "no-reply@example.com",
        "do-not-reply@example.com",
        "MAILER-DAEMON@example.com",
        "postmaster@example.com",
        "x-bounces@example.com",
        "bounces+1@example.com",
        "",
    ],
)
def test_robots_are_not_answered(sender: str) -> None:
    assert _read(sender=sender).may_be_answered is False


@pytest.mark.parametrize("return_path", ["", "<>"])
def test_the_null_sender_is_not_answered(return_path: str) -> None:
    assert _read(return_path=return_path).may_be_answered is False


def test_the_null_sender_is_known_from_the_header_too() -> None:
    mail = letter("Hei", sender=PERSON, subject="Hei", headers={"return-path": "<>"})
    assert read_report(mail).may_be_answered is False


def test_who_asks_for_silence_gets_it() -> None:
    assert _read(x_auto_response_suppress="All").may_be_answered is False


def test_our_own_mark_in_a_mail_is_a_loop() -> None:
    assert _read(x_loop="us").automatic == Automatic("loop", "x-loop")
