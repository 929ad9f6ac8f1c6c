"""What is chosen from lists: languages in themselves, likely time zones first, words where nothing is chosen."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.desk.touchpoints.forms import TouchpointForm
from kohtaamo.web.desk.touchpoints.mailbox_form import MailboxForm
from kohtaamo.web.wording import day
from kohtaamo.web.zones import zone_choices

NOTHING_CHOSEN = re.compile(r"-{3,}")


def test_every_zone_is_there_once_and_the_own_one_first() -> None:
    zones = [zone for _heading, group in zone_choices() for zone, _name in group]
    assert zones[0] == settings.TIME_ZONE
    assert sorted(zones) == sorted(available_timezones())


@pytest.mark.django_db
def test_a_list_says_what_choosing_nothing_means(touchpoint: Touchpoint) -> None:
    assert [NOTHING_CHOSEN.findall(str(form())) for form in (TouchpointForm, MailboxForm)] == [[], []]


@pytest.mark.django_db
def test_a_customer_finds_their_language_written_in_itself(anonymous: Client, case: Case) -> None:
    page = anonymous.get(f"/p/{link_token(own_page_of(case, case.customer))}/").content.decode()
    options = re.findall(r'<option value="(\w+)"[^>]* lang="(\w+)"[^>]*>(\w+)</option>', page)
    assert options == [("fi", "fi", "suomi"), ("sv", "sv", "svenska"), ("en", "en", "English")]


@pytest.mark.django_db
def test_one_says_where_one_is_from_any_page_and_stays_there(as_owner: Client, owner: Member) -> None:
    assert 'name="presence" value="away"' in as_owner.get("/customers/").content.decode()
    answer = as_owner.post("/me/presence/", {"presence": "away", "next": "/customers/?q=eeva"})
    assert (answer.status_code, answer["Location"]) == (303, "/customers/?q=eeva")
    part = as_owner.post("/me/presence/", {"presence": "busy"}, headers={"HX-Request": "true"}).content.decode()
    assert ('id="own"' in part, "<html" in part) == (True, False)
    assert Member.objects.get(pk=owner.pk).presence == "busy"


def test_a_near_day_never_breaks_over_two_lines() -> None:
    at = datetime(2026, 3, 4, 12)
    with override("sv"):
        assert day(at, at) == "i\u00a0dag"
