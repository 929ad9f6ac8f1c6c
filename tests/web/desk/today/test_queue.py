"""The queue: where cases stand, whose they are, and going on page by page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.work.queue import PAGE
from tests.conftest import Says

pytestmark = pytest.mark.django_db
QUEUE = "/cases/"


@pytest.fixture
def many(customer: Customer, touchpoint: Touchpoint) -> list[Case]:
    """More cases than two pages hold, some distressed, several of one moment, in each state."""
    at = now() - timedelta(days=2)
    states = [CaseState.WAITING_US, CaseState.WAITING_CUSTOMER, CaseState.SETTLED]
    return Case.objects.bulk_create(
        Case(
            customer=customer, subject=f"Asia {n}", touchpoint=touchpoint, team=touchpoint.team, channel=Channel.MAIL,
            state=states[n % 3], waiting_since=at + timedelta(minutes=n // 9) if n % 3 == 0 else None, key=f"k{n}",
            opened_at=at, changed_at=at + timedelta(minutes=n // 9), last_words=f"Sana {n}",
            fast_lane_at=now() if n % 7 == 0 else None, language="sv" if n % 2 else "fi",
        )
        for n in range(3 * (2 * PAGE + 5))
    )  # fmt: skip


def shown(client: Client, **asked: object) -> list[Case]:
    return [row.case for row in client.get(QUEUE, asked).context["rows"]]


def all_pages(client: Client, **asked: object) -> list[Case]:
    found: list[Case] = []
    address = f"{QUEUE}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"
    while address:
        page = client.get(address).context
        found += [row.case for row in page["rows"]]
        address = f"{QUEUE}?{page['more']}" if page["more"] else ""
    return found


def test_the_pages_of_those_who_wait_hold_each_once_in_order(as_owner: Client, many: list[Case]) -> None:
    waiting = [case for case in many if case.state == CaseState.WAITING_US]
    wanted = sorted(waiting, key=lambda each: (each.fast_lane_at is None, each.waiting_since, each.pk))
    assert all_pages(as_owner) == wanted


@pytest.mark.parametrize("state", ["customer", "settled", "all"])
def test_the_pages_of_others_hold_each_once_newest_change_first(as_owner: Client, many: list[Case], state: str) -> None:
    wanted = [case for case in many if state in (case.state, "all")]
    assert all_pages(as_owner, state=state) == sorted(wanted, key=lambda each: (each.changed_at, each.pk), reverse=True)


def test_a_lead_who_sees_every_team_gets_the_same_pages(as_lead: Client, as_owner: Client, many: list[Case]) -> None:
    for state in ("us", "customer", "all"):
        assert all_pages(as_lead, state=state) == all_pages(as_owner, state=state)


def test_another_teams_cases_are_not_shown(as_outsider: Client, many: list[Case], team: Team, owner: Member) -> None:
    touchpoint = many[0].touchpoint_id
    for asked in ({}, {"team": team.pk}, {"touchpoint": touchpoint}, {"language": "fi"}, {"team": "mine"}):
        for state in ("us", "customer", "settled", "all"):
            assert shown(as_outsider, state=state, **asked) == []


def test_ones_own_case_in_another_team_is_shown(as_outsider: Client, outsider: Member, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(owner=outsider)
    assert shown(as_outsider) == [case]
    assert shown(as_outsider, team="mine") == [case]
    assert shown(as_outsider, team=case.team_id) == [case]


def test_the_queue_narrows_by_touchpoint_and_language(as_owner: Client, many: list[Case], team: Team) -> None:
    other = Touchpoint.objects.create(name="Tiski", channel=Channel.VISIT, team=team)
    Case.objects.filter(pk=many[1].pk).update(touchpoint=other)
    assert shown(as_owner, state="all", touchpoint=other.pk) == [many[1]]
    swedish = [case for case in many if case.language == "sv"]
    assert {case.pk for case in all_pages(as_owner, state="all", language="sv")} == {case.pk for case in swedish}


def test_each_state_has_its_sentence_and_its_teaching(as_owner: Client) -> None:
    headings = [
        as_owner.get(QUEUE, {"state": state}).context["heading"] for state in ("us", "customer", "settled", "all")
    ]
    assert headings == [
        "Kukaan ei odota.", "Nämä odottavat asiakasta.", "Nämä ovat ratkenneet.", "Kaikki asiat, uusin muutos ensin.",
    ]  # fmt: skip
    assert "Kaikki on kohdattu" in as_owner.get(QUEUE).content.decode()


def test_the_next_rows_alone_come_when_a_page_asks_for_more(as_owner: Client, many: list[Case]) -> None:
    more = as_owner.get(QUEUE).context["more"]
    part = as_owner.get(f"{QUEUE}?{more}", headers={"HX-Request": "true"}).content.decode()
    assert part.count('class="waiter') == PAGE
    assert "<html" not in part


@pytest.mark.parametrize("after", ["x", "1-2", "9" * 60, "1-1-1-1", "999999999999999999-1-1", "-1-1-1", "'"])
def test_a_broken_place_begins_from_the_start(as_owner: Client, many: list[Case], after: str) -> None:
    assert shown(as_owner, after=after) == shown(as_owner)


@pytest.mark.parametrize("state", ["us", "customer", "all"])
def test_the_queue_costs_the_same_with_one_and_a_hundred(as_owner: Client, many: list[Case], state: str) -> None:
    def once() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_owner.get(QUEUE, {"state": state})
        return len(queries)

    def cost() -> int:
        return min(once(), once())  # once a minute it is also noted that the person is here

    as_owner.get(QUEUE)
    hundred = cost()
    Case.objects.exclude(pk__in=[many[0].pk, many[1].pk]).delete()
    assert cost() == hundred


def test_the_address_keeps_what_is_asked(as_owner: Client, team: Team) -> None:
    page = as_owner.get(QUEUE, {"state": "settled", "team": str(team.pk), "language": "sv"})
    assert page.context["asked"].address(state="all") == f"state=all&team={team.pk}&language=sv"
    assert reverse("cases") == QUEUE


def told(client: Client, page: str, **narrowed: str) -> str:
    """What the queue's page would be told now."""
    since = re.findall(r'name="since" value="([^"]+)"', page)
    shown = re.findall(r'name="shown" value="([^"]+)"', page)
    asked = {"since": since, "shown": shown, **narrowed}
    return client.get("/cases/news/", asked, headers={"HX-Request": "true"}).content.decode()


def test_new_ones_wait_behind_an_offer_in_the_queue_too(as_owner: Client, case: Case, says: Says) -> None:
    page = as_owner.get(QUEUE).content.decode()
    assert "new-rows" not in told(as_owner, page)
    says("Missä sohva on?", sender="jari@posti.example")
    news = told(as_owner, page)
    assert ("1 uusi odottaa." in news, "Kaksi odottaa." in news, f'id="w-{case.pk}"' in news) == (True, True, True)


def test_what_the_queue_leaves_out_is_no_news_there(as_owner: Client, case: Case, says: Says) -> None:
    page = as_owner.get(f"{QUEUE}?language=en").content.decode()
    says("Missä sohva on?", sender="jari@posti.example")
    assert "new-rows" not in told(as_owner, page, language="en")


def test_the_news_of_another_teams_queue_tell_an_outsider_nothing(as_outsider: Client, case: Case) -> None:
    news = as_outsider.get(f"/cases/news/?shown={case.pk}", headers={"HX-Request": "true"}).content.decode()
    assert ("Kukaan ei odota." in news, f"w-{case.pk}" in news) == (True, False)


def test_only_those_who_wait_have_news(as_owner: Client) -> None:
    answer = as_owner.get("/cases/news/?state=settled", headers={"HX-Request": "true"})
    assert answer["Location"] == QUEUE
