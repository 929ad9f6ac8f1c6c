"""Handing over through the pages: one act, the receiver's answer, and nothing for strangers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import HandoverState, Source
from kohtaamo.promises.commands.hand_over import Handing, hand_over
from kohtaamo.promises.models import Handover, Promise
from kohtaamo.staff.models import Member, Team

pytestmark = pytest.mark.django_db


def filled(team: Team, member: Member | None = None, **more: str) -> dict[str, str]:
    to = f"{team.pk}-{member.pk}" if member else str(team.pk)
    return {"to": to, "asked": "Milloin sänky tulee?", "tried": "Soitin varastoon.", "minutes": "30", **more}


def offered(owner: Member, case: Case, team: Team, member: Member | None = None) -> Handover:
    take(actor=owner, case=case)
    return hand_over(actor=owner, case=case, handing=Handing(team=team, member=member, asked="Milloin sänky tulee?"))


def tomorrow() -> str:
    return (localtime() + timedelta(days=1)).strftime("%Y-%m-%dT16:00")


def test_one_act_hands_over_promises_and_tells_the_customer(
    as_owner: Client, outsider: Member, other_team: Team, case: Case
) -> None:
    data = filled(other_team, outsider, what="Palaamme asiaan", due_at=tomorrow())
    answer = as_owner.post(f"/cases/{case.pk}/handovers/", data, follow=True)
    assert answer.redirect_chain == [("/", 303)]
    handover = Handover.objects.get()
    assert (handover.to_member, handover.tried) == (outsider, "Soitin varastoon.")
    assert Promise.objects.get(source=Source.HANDOVER).owner == outsider
    told = Message.objects.get(author=Author.US).text
    assert "Ulla palaa asiaan viimeistään huomenna klo\u00a016." in told


def test_sent_twice_it_is_handed_over_once_and_said_so_twice(as_owner: Client, other_team: Team, case: Case) -> None:
    data = filled(other_team, once="abc")
    answers = [as_owner.post(f"/cases/{case.pk}/handovers/", data).status_code for _ in range(2)]
    assert (answers, Handover.objects.count(), Message.objects.filter(author=Author.US).count()) == ([303, 303], 1, 1)


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(
    as_owner: Client, other_team: Team, case: Case
) -> None:
    answer = as_owner.post(f"/cases/{case.pk}/handovers/", filled(other_team, what="Palaamme", asked=""))
    assert answer.status_code == 422
    assert "Lupaus tarvitsee sekä sanat että ajan." in answer.content.decode()
    answer = as_owner.post(f"/cases/{case.pk}/handovers/", filled(other_team, asked=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kerro lauseella, mitä asiakas pyytää." in page and "Soitin varastoon." in page
    assert not Handover.objects.exists()


def test_the_words_to_the_customer_can_be_read_before(as_owner: Client, other_team: Team, case: Case) -> None:
    answer = as_owner.get(f"/cases/{case.pk}/handovers/words/", {"to": str(other_team.pk), "minutes": "30"})
    assert "Toimitus" in answer.content.decode()
    assert "letter" not in as_owner.get(f"/cases/{case.pk}/handovers/words/", {"to": "9999"}).content.decode()


def test_the_receiver_sees_it_on_today_and_accepts(
    as_outsider: Client, owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = offered(owner, case, other_team, outsider)
    assert "Milloin sänky tulee?" in as_outsider.get("/").content.decode()
    answer = as_outsider.post(f"/handovers/{handover.pk}/acceptance/")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{case.pk}/")
    handover.refresh_from_db()
    assert handover.state == HandoverState.ACCEPTED


def test_sent_back_the_giver_sees_why_on_today_until_opened(
    as_owner: Client, as_outsider: Client, owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = offered(owner, case, other_team, outsider)
    as_outsider.post(f"/handovers/{handover.pk}/refusal/", {"word": "Kuuluu huoltoon"})
    assert "Kuuluu huoltoon" in as_owner.get("/").content.decode()
    assert as_owner.post(f"/handovers/{handover.pk}/sight/").headers["Location"] == f"/cases/{case.pk}/"
    assert "Kuuluu huoltoon" not in as_owner.get("/").content.decode()


def test_the_giver_takes_it_back(as_owner: Client, owner: Member, other_team: Team, case: Case) -> None:
    handover = offered(owner, case, other_team)
    assert as_owner.post(f"/handovers/{handover.pk}/recall/").headers["Location"] == f"/cases/{case.pk}/"
    case.refresh_from_db()
    assert case.owner == owner


def test_answered_twice_it_is_said_that_it_was_answered(
    as_outsider: Client, owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = offered(owner, case, other_team, outsider)
    as_outsider.post(f"/handovers/{handover.pk}/acceptance/")
    answer = as_outsider.post(f"/handovers/{handover.pk}/acceptance/", follow=True)
    assert "Tähän luovutukseen on jo vastattu." in answer.content.decode()


@pytest.mark.parametrize("act", ["acceptance", "refusal", "recall", "sight"])
def test_an_outsider_gets_nothing(
    as_outsider: Client, owner: Member, colleague: Member, team: Team, case: Case, act: str
) -> None:
    handover = offered(owner, case, team, colleague)
    assert as_outsider.post(f"/handovers/{handover.pk}/{act}/", {"word": "x"}).status_code == 404
    handover.refresh_from_db()
    assert handover.state == HandoverState.OFFERED


def test_the_encounter_tells_how_it_came_here(
    as_outsider: Client, owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = offered(owner, case, other_team, outsider)
    assert "Noora luovuttaa tämän sinulle" in as_outsider.get(f"/cases/{case.pk}/").content.decode()
    as_outsider.post(f"/handovers/{handover.pk}/acceptance/")
    page = as_outsider.get(f"/cases/{case.pk}/").content.decode()
    assert "Miten asia tuli tänne" in page and "Noora luovutti asian: Ulla." in page


def test_the_next_hand_over_begins_with_what_the_last_one_said(
    as_outsider: Client, owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = offered(owner, case, other_team, outsider)
    as_outsider.post(f"/handovers/{handover.pk}/acceptance/")
    assert "Milloin sänky tulee?" in as_outsider.get(f"/cases/{case.pk}/handovers/").content.decode()


def test_today_costs_the_same_with_one_and_twenty_hand_overs(
    as_outsider: Client, owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_outsider.get("/handovers/")
        return len(queries)

    first = offered(owner, case, other_team, outsider)
    as_outsider.get("/handovers/")
    one = cost()
    for number in range(20):
        another = Case.objects.create(
            customer=case.customer, touchpoint=case.touchpoint, team=other_team, subject=f"Asia {number}",
            opened_at=now(), changed_at=now(), waiting_since=now(), channel=case.channel, key=f"k{number}",
        )  # fmt: skip
        Handover.objects.create(
            case=another, customer=another.customer, from_member=owner, from_team=first.from_team, to_team=other_team, to_member=outsider,
            asked="?", offered_at=now(), answer_by=now() + timedelta(minutes=5),
        )  # fmt: skip
    assert cost() == one
