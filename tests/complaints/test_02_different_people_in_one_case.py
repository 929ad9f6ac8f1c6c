"""Users of other desks: people who had nothing to do with each other ended up in one case and read each other's words."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.models import Case
from tests.channels.mail.conftest import TakesIn, make_mail

pytestmark = pytest.mark.django_db
PEOPLE = [f"Asiakas {number} <asiakas{number}@posti{number}.example>" for number in range(6)]


def cases_of(takes_in: TakesIn, **headers: str) -> list[Case]:
    return [
        takes_in(f"Viesti {number}", From=sender, **{"Message_ID": f"<m{number}@x>", **headers}).message.case
        for number, sender in enumerate(PEOPLE)
    ]


def test_answers_to_the_same_newsletter_are_everyones_own(takes_in: TakesIn) -> None:
    newsletter = "<uutiskirje-47@tupa.example>"
    found = cases_of(takes_in, In_Reply_To=newsletter, References=newsletter, Subject="Re: Syksyn uutuudet")
    assert len(set(found)) == len(PEOPLE)


@pytest.mark.parametrize("nothing", ["<>", "<null>", "0", ""])
def test_an_id_that_says_nothing_ties_nobody_together(takes_in: TakesIn, nothing: str) -> None:
    heads = f"Message-ID: {nothing}\nIn-Reply-To: {nothing}\nReferences: {nothing}\n".encode()
    mails = [heads + make_mail("Hei", From=sender, Message_ID="", Subject=sender) for sender in PEOPLE]
    assert len({takes_in(raw=raw).message.case for raw in mails}) == len(PEOPLE)


def test_one_name_and_one_subject_are_not_one_person(takes_in: TakesIn) -> None:
    first = takes_in("Yksi", From="Matti Virtanen <matti@a.example>", Message_ID="<1@a>").message.case
    second = takes_in("Toinen", From="Matti Virtanen <matti@b.example>", Message_ID="<1@b>").message.case
    assert (first == second, first.customer == second.customer) == (False, False)


def test_whoever_answers_into_anothers_mail_reads_nothing_of_theirs(takes_in: TakesIn, anonymous: Client) -> None:
    takes_in("Tilinumeroni on salainen.", Message_ID="<secret@x>")
    answer = {"In_Reply_To": "<secret@x>", "Message_ID": "<other@x>", "Subject": "Re: Sänky ei tullut"}
    theirs = takes_in("Mikä tilinumero?", From=PEOPLE[0], **answer).message.case
    page = anonymous.get(f"/p/{link_token(own_page_of(theirs, theirs.customer))}/").content.decode()
    assert ("Mikä tilinumero?" in page, "salainen" in page) == (True, False)
