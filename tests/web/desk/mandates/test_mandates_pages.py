"""Mandates, requests and lessons as pages: in plain words, by right, with a fixed number of queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.mandate import Limits, apply_proposal, end, grant
from kohtaamo.mandates.errors import OwnMandate, ProposalGone, WrongLimits, WrongTimes
from kohtaamo.mandates.models import Decision, Kind, Mandate, Request
from kohtaamo.mandates.queries.learning import lessons
from kohtaamo.mandates.queries.proposing import proposals
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.models import Touchpoint
from tests.conftest import Says
from tests.mandates.conftest import Grants

pytestmark = pytest.mark.django_db
YEAR = now() - timedelta(days=365)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_what_i_may_decide_and_why_in_plain_words(
    as_owner: Client, owner: Member, team: Team, touchpoint: Touchpoint, grants: Grants, kinds: dict[str, Kind]
) -> None:
    grants(owner.role, 30)
    grants(team, 60, per_person=500, touchpoint=touchpoint)
    grants(owner, 1, kind=kinds["replacement"])
    page = said(as_owner, "/me/mandates/")
    for words in (
        "Voit päättää itse 2 asiaa", "Enintään 60 € yhdessä kohtaamisessa",
        "Koska olet tiimissä Palvelu, vain täällä: Verkkokaupan posti.", "Koska roolisi on", "Tässä kuussa 0 € / 500 €",
        "Koska se on annettu juuri sinulle.", "Enintään 1 kerran yhdessä kohtaamisessa",
    ):  # fmt: skip
        assert words in page


def test_one_who_may_decide_nothing_is_told_how_to_ask(as_owner: Client) -> None:
    assert "Mikään ei ole vielä yksin sinun päätettävissäsi" in said(as_owner, "/me/mandates/")


def test_a_mandate_is_granted_and_ended_on_the_page(as_lead: Client, owner: Member, refund: Kind) -> None:
    form = {
        "kind": str(refund.pk),
        "to": f"role:{owner.role_id}",
        "per_encounter": "60",
        "per_person": "500",
        "period": "month",
    }
    assert as_lead.post("/mandates/", form).status_code == 302
    (made,) = Mandate.objects.all()
    assert (made.role, made.per_encounter, made.per_customer, made.per_person) == (owner.role, 6000, None, 50_000)
    assert "enintään 500 € yhdeltä ihmiseltä kuukaudessa" in said(as_lead, "/mandates/")
    as_lead.post(f"/mandates/{made.pk}/ending/")
    made.refresh_from_db()
    assert made.ended_at is not None
    as_lead.post(f"/mandates/{made.pk}/ending/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"per_encounter": "0"}, {"per_encounter": "paljon"}, {"per_customer": "20"}, {"to": "role:999"}, {"to": "x"},
        {"valid_from": "2030-02-01", "valid_to": "2030-01-01"}, {"period": "aina"}, {"valid_to": "2020-01-01"},
    ],
)  # fmt: skip
def test_what_cannot_be_granted_is_said_and_what_was_typed_stays(
    as_lead: Client, owner: Member, refund: Kind, wrong: dict[str, str]
) -> None:
    form = {"kind": str(refund.pk), "to": f"role:{owner.role_id}", "per_encounter": "60", "period": "month", **wrong}
    answer = as_lead.post("/mandates/", form)
    assert (answer.status_code, Mandate.objects.count()) == (422, 0)
    assert f'value="{form["per_encounter"]}"' in answer.content.decode()


def test_nobody_grants_to_themselves_or_without_the_right(lead: Member, owner: Member, refund: Kind) -> None:
    with pytest.raises(OwnMandate):
        grant(actor=lead, kind=refund, to=lead, limits=Limits(100))
    with pytest.raises(NotAllowed):
        grant(actor=owner, kind=refund, to=owner.role, limits=Limits(100))
    with pytest.raises(WrongLimits):
        grant(actor=lead, kind=refund, to=owner, limits=Limits(100, per_customer=50))
    with pytest.raises(WrongTimes):
        grant(actor=lead, kind=refund, to=owner, limits=Limits(100), valid_to=now() - timedelta(days=1))


def test_the_front_line_has_no_pages_of_granting(as_owner: Client) -> None:
    for place in ("/mandates/", "/mandates/kinds/", "/requests/"):
        assert as_owner.get(place).status_code == 403


def test_a_kind_of_our_own_is_added_and_worded(as_lead: Client, kinds: dict[str, Kind]) -> None:
    names = {
        "name_fi": "Kahvit",
        "name_sv": "Kaffe",
        "name_en": "Coffee",
        "unit": "none",
        "default_minutes": "30",
        "is_active": "on",
    }
    assert as_lead.post("/mandates/kinds/", {**names, "name_sv": ""}).status_code == 422
    assert as_lead.post("/mandates/kinds/", names).status_code == 302
    made = Kind.objects.latest("pk")
    words = {**names, "told_fi": "Kahvit odottavat sinua."}
    assert as_lead.post(f"/mandates/kinds/{made.pk}/", words).status_code == 302
    assert "Hei Anna, Kahvit odottavat sinua. Ystävällisin terveisin Leila" in said(
        as_lead, f"/mandates/kinds/{made.pk}/"
    )


@pytest.fixture
def asked(owner: Member, lead: Member, case: Case, refund: Kind) -> Request:
    return ask(actor=owner, case=case, kind=refund, amount=12_000, why="Toinen kerta", words="Hyvitämme 120 €.")


def test_a_request_shows_the_case_and_is_granted_in_one_touch(as_lead: Client, asked: Request) -> None:
    page = said(as_lead, f"/requests/{asked.pk}/")
    for words in (
        "Noora Kivelä pyytää",
        "Hyvitys 120 €",
        "Toinen kerta",
        "Eeva Mattila",
        "Sänky ei tullut perjantaina.",
    ):
        assert words in page
    done = as_lead.post(f"/requests/{asked.pk}/answer/", {"answer": "grant"})
    assert (done.status_code, Decision.objects.get().amount) == (303, 12_000)
    assert "Leila Aho myönsi sen" in said(as_lead, f"/requests/{asked.pk}/")


def test_a_part_is_granted_from_the_same_touch(as_lead: Client, as_owner: Client, asked: Request) -> None:
    address = f"/requests/{asked.pk}/"
    assert 'value="120"' in as_lead.get(address).content.decode()
    for typed in ("", "x", "121"):
        wrong = as_lead.post(f"{address}answer/", {"answer": "grant", "amount": typed, "word": "Osa nyt"})
        assert (wrong.status_code, 'value="Osa nyt"' in wrong.content.decode()) == (422, True)
    done = as_lead.post(f"{address}answer/", {"answer": "grant", "amount": "40", "word": "Osa nyt"})
    assert (done.status_code, Decision.objects.get().amount) == (303, 4_000)
    assert "Leila Aho myönsi siitä 40 €" in said(as_lead, address)
    assert "Leila myönsi siitä 40 €" in said(as_owner, f"/cases/{asked.case_id}/")
    assert "Myönnetty: 40 €" in said(as_lead, "/requests/")


def test_a_second_click_on_the_answer_changes_and_complains_of_nothing(as_lead: Client, asked: Request) -> None:
    answers = [as_lead.post(f"/requests/{asked.pk}/answer/", {"answer": "grant"}).status_code for _ in range(2)]
    assert (answers, Decision.objects.count()) == ([303, 303], 1)


def test_a_late_answer_is_told_kindly_and_changes_nothing(
    as_lead: Client, administrator: Member, asked: Request
) -> None:
    answer_request(actor=administrator, request=asked, grant=False)
    late = as_lead.post(f"/requests/{asked.pk}/answer/", {"answer": "grant"})
    assert (late.status_code, Decision.objects.count()) == (409, 0)
    assert as_lead.post(f"/requests/{asked.pk}/answer/", {"answer": "maybe"}).status_code == 422


def test_the_asker_reads_the_request_but_has_no_buttons(as_owner: Client, as_colleague: Client, asked: Request) -> None:
    assert 'value="grant"' not in as_owner.get(f"/requests/{asked.pk}/").content.decode()
    assert as_owner.post(f"/requests/{asked.pk}/answer/", {"answer": "grant"}).status_code == 403
    assert as_colleague.get(f"/requests/{asked.pk}/").status_code == 404


def test_today_and_the_list_tell_who_waits_for_my_answer(as_lead: Client, as_owner: Client, asked: Request) -> None:
    assert "Noora pyytää: Hyvitys 120 €" in said(as_lead, "/")
    assert "Yksi pyyntö odottaa vastausta" in said(as_lead, "/requests/")
    assert "Hyvitys 120 €" not in said(as_owner, "/")


def _many(people: list[Member], case: Case, kind: Kind, count: int, amount: int = 3000, **fields: object) -> None:
    meeting = case.encounters.latest("pk")
    Decision.objects.bulk_create(
        Decision(
            kind=kind, member=people[n % len(people)], case=case, encounter=meeting, customer=case.customer,
            touchpoint=case.touchpoint, amount=amount, amount_now=amount, reason="x", at=now(), **fields,
        )
        for n in range(count)
    )  # fmt: skip


def test_lessons_need_five_decisions_by_three_people_and_never_tell_who(
    as_lead: Client, owner: Member, colleague: Member, lead: Member, case: Case, refund: Kind
) -> None:
    _many([owner, colleague], case, refund, 20)
    assert lessons(lead, since=YEAR) == []
    _many([lead], case, refund, 1, feeling_before=1)
    (lesson,) = lessons(lead, since=YEAR)
    assert (lesson.count, lesson.amount, lesson.felt, lesson.before) == (21, 63_000, 0, None)
    page = said(as_lead, "/decisions/")
    assert "630 €" in page
    assert [name for name in ("Noora", "Sami") if name in page] == []


def test_lessons_tell_the_feeling_before_and_after_and_who_came_back(
    owner: Member, colleague: Member, lead: Member, case: Case, refund: Kind, says: Says
) -> None:
    _many([owner, colleague, lead], case, refund, 6, feeling_before=1)
    Decision.objects.update(at=now() - timedelta(days=40))
    Case.objects.filter(pk=case.pk).update(feeling=4)
    says("Uusi asia.", subject="Toinen", header_id="b@x", at=now() - timedelta(days=30))
    (lesson,) = lessons(lead, since=YEAR)
    assert (lesson.before, lesson.after, lesson.ripe, lesson.came_back) == (1.0, 4.0, 6, 6)


def test_lessons_of_another_teams_cases_are_not_for_an_outsider(
    as_outsider: Client, owner: Member, colleague: Member, lead: Member, outsider: Member, case: Case, refund: Kind
) -> None:
    _many([owner, colleague, lead], case, refund, 9)
    assert lessons(outsider, since=YEAR) == []
    assert "270" not in said(as_outsider, "/decisions/")


def _asked_over(people: list[Member], case: Case, mandate: Mandate, amounts: list[int], granted: int) -> None:
    Request.objects.bulk_create(
        Request(
            kind=mandate.kind, case=case, encounter=case.encounters.latest("pk"), mandate=mandate, over="encounter",
            amount=amount, why="x", asked_by=people[n % len(people)], asked_at=now(), passed_on_at=now(),
            state="granted" if n < granted else "declined", answered_at=now(),
        )
        for n, amount in enumerate(amounts)
    )  # fmt: skip


def test_a_limit_often_asked_over_and_granted_is_proposed_to_widen_and_one_touch_does_it(
    as_lead: Client, owner: Member, colleague: Member, lead: Member, administrator: Member, case: Case, grants: Grants
) -> None:
    mandate = grants(owner.role, 60, per_customer=80)
    people = [owner, colleague, administrator]
    _asked_over(people, case, mandate, [7000] * 7 + [9100] * 2, granted=9)
    assert proposals(lead) == []
    _asked_over(people, case, mandate, [7000], granted=0)
    (proposal,) = proposals(lead)
    assert (proposal.per_encounter, proposal.of, proposal.share) == (7000, 10, 0.9)
    assert "60 € → 70 €" in said(as_lead, "/decisions/")
    as_lead.post(f"/decisions/proposals/{mandate.pk}/", {"limit": "7000"})
    made = Mandate.objects.get(replaces=mandate)
    mandate.refresh_from_db()
    assert (made.per_encounter, made.per_customer, made.holder, mandate.ended_at is None) == (
        7000,
        8000,
        owner.role,
        False,
    )


def test_a_limit_nobody_comes_near_is_proposed_to_narrow(
    owner: Member, colleague: Member, lead: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    mandate = grants(owner.role, 100)
    _many([owner, colleague, lead], case, refund, 20, 1500, mandate=mandate)
    (proposal,) = proposals(lead)
    assert (proposal.per_encounter, proposal.widens, proposal.typical) == (3000, False, 1500)


def test_what_is_no_longer_proposed_is_not_applied(lead: Member, grants: Grants, owner: Member) -> None:
    with pytest.raises(ProposalGone):
        apply_proposal(actor=lead, mandate=grants(owner), per_encounter=9000)


def test_lists_cost_as_many_queries_with_a_hundred_rows_as_with_one(
    as_lead: Client, as_owner: Client, owner: Member, colleague: Member, lead: Member, administrator: Member,
    team: Team, case: Case, grants: Grants, refund: Kind, says: Says,
) -> None:  # fmt: skip
    places = ("/me/mandates/", "/mandates/", "/requests/", "/decisions/")
    mandate = grants(owner.role, 60)
    end(actor=administrator, mandate=grants(owner.role, 10))
    ask(actor=owner, case=case, kind=refund, amount=12_000, why="x")
    _many([owner, colleague, lead], case, refund, 6)
    _asked_over([owner, colleague, administrator], case, mandate, [7000] * 10, granted=10)
    clients = [as_owner, as_lead, as_lead, as_lead]
    before = [queries(client, place) for client, place in zip(clients, places, strict=True)]
    today = queries(as_lead, "/")
    for number in range(30):
        place = Touchpoint.objects.create(name=f"Paikka {number}", channel="visit", team=team)
        end(actor=administrator, mandate=grants(team, 10, touchpoint=place))
        grants(team, 70, touchpoint=place)
        other = says("Rikki.", f"a{number}@posti.example", subject=f"Asia {number}").case
        ask(actor=owner, case=other, kind=refund, amount=12_000, why="x")
        Case.objects.filter(pk=other.pk).update(touchpoint=place)
        other.refresh_from_db()
        _many([owner, colleague, lead], other, refund, 6)
    after = [queries(client, place) for client, place in zip(clients, places, strict=True)]
    assert after == before
    assert queries(as_lead, "/") == today


def test_a_role_with_a_mandate_cannot_be_removed_from_under_it(as_administrator: Client, grants: Grants) -> None:
    role = Role.objects.create(name="Kassa", rights=[])
    grants(role)
    assert as_administrator.post(f"/roles/{role.pk}/removal/").status_code == 302
    assert Role.objects.filter(pk=role.pk).exists()
