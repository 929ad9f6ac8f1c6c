"""Users of other desks: the next person got the case without a word of what was asked, tried and promised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Handover
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.models import CaseLink
from tests.complaints.conftest import Leaves, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed(as_owner: Client, other_team: Team, outsider: Member, case: Case) -> Handover:
    due = (now() + timedelta(days=1)).strftime("%Y-%m-%dT16:00")
    told = {
        "to": f"{other_team.pk}-{outsider.pk}", "asked": "Milloin sänky tulee?", "tried": "Soitin varastoon.",
        "minutes": "30", "what": "Palaamme asiaan", "due_at": due,
    }  # fmt: skip
    assert as_owner.post(f"/cases/{case.pk}/handovers/", told).status_code == 303
    return Handover.objects.get()


def test_the_receiver_reads_what_was_asked_tried_and_promised_before_taking_it_on(
    as_outsider: Client, handed: Handover
) -> None:
    page = as_outsider.get("/").content.decode()
    assert ("Milloin sänky tulee?" in page, "Soitin varastoon." in page) == (True, True)
    whole = as_outsider.get(f"/cases/{handed.case_id}/").content.decode()
    assert all(words in whole for words in ("Sänky ei tullut perjantaina.", "Soitin varastoon.", "Palaamme asiaan"))


def test_the_customer_is_told_who_goes_on(handed: Handover) -> None:
    assert "Ulla" in Message.objects.get(author="us").text


def test_a_mail_forwarded_carries_our_own_words_and_theirs(
    as_owner: Client, case: Case, outgoing: Mailbox, leaves: Leaves
) -> None:
    place = f"/cases/{case.pk}/messages/{case.messages.get().pk}/forwarding/"
    said = {"to": "kuljettaja@auto.example", "text": "Auto rikkoutui, ehditkö?", "once": "a"}
    assert as_owner.post(place, said).status_code == 302
    (mail,) = leaves()
    assert ("Auto rikkoutui" in words_of(mail), "Sänky ei tullut perjantaina." in words_of(mail)) == (True, True)


def test_a_matter_split_off_leads_back_to_where_it_came_from(as_owner: Client, case: Case) -> None:
    second = Message.objects.create(
        case=case, encounter=case.encounters.get(), author="customer", text="Ja lamppu?", at=now()
    )
    place = f"/cases/{case.pk}/splitting/"
    sent = as_owner.post(place, {"subject": "Lamppu", "messages": [str(second.pk)]})
    assert sent.status_code in {302, 303}, sent.content.decode()
    new = Case.objects.exclude(pk=case.pk).get()
    assert {CaseLink.objects.get().first_id, CaseLink.objects.get().second_id} == {case.pk, new.pk}
    assert f"/cases/{case.pk}/" in as_owner.get(f"/cases/{new.pk}/").content.decode()
