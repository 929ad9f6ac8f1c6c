"""Touchpoints, hours and locations: who may set them, and what is refused."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Team
from kohtaamo.touchpoints.models import Hours, Location, Touchpoint
from tests.conftest import Says

pytestmark = pytest.mark.django_db

WEEK = {"name": "Arki", "zone": "Europe/Helsinki", "holidays_closed": "on", "day0": "9–12, 13-17.30", "day4": "9-24"}


def test_a_lead_adds_a_touchpoint_and_sees_it(as_lead: Client, team: Team) -> None:
    answer = as_lead.post(
        "/touchpoints/new/",
        {
            "name": "Kallion tiski",
            "channel": "visit",
            "team": team.pk,
            "language": "fi",
            "answer_minutes": 3,
            "is_active": "on",
        },
        follow=True,
    )
    assert (answer.status_code, Touchpoint.objects.get().answer_minutes) == (200, 3)
    assert "Kallion tiski" in as_lead.get("/touchpoints/").content.decode()
    assert list(Entry.objects.values_list("kind", flat=True)) == ["touchpoint.added"]


def test_the_same_name_twice_is_told_kindly(as_lead: Client, touchpoint: Touchpoint, team: Team) -> None:
    answer = as_lead.post(
        "/touchpoints/new/", {"name": touchpoint.name.upper(), "channel": "mail", "team": team.pk, "language": "fi"}
    )
    assert (answer.status_code, Touchpoint.objects.count()) == (422, 1)


def test_front_line_sees_but_does_not_change(as_owner: Client, touchpoint: Touchpoint) -> None:
    assert as_owner.get("/touchpoints/").status_code == 200
    assert as_owner.get(f"/touchpoints/{touchpoint.pk}/facts/").status_code == 403
    assert as_owner.post("/hours/new/", WEEK).status_code == 403


def test_hours_take_several_periods_a_day(as_lead: Client) -> None:
    as_lead.post("/hours/new/", WEEK)
    hours = Hours.objects.get()
    shown = [(p.weekday, p.opens.isoformat(), p.closes.isoformat()) for p in hours.periods.all()]
    assert shown == [(0, "09:00:00", "12:00:00"), (0, "13:00:00", "17:30:00"), (4, "09:00:00", "00:00:00")]
    assert "9–12, 13–17.30" in as_lead.get(f"/hours/{hours.pk}/").content.decode()


@pytest.mark.parametrize("line", ["9-12, 11-15", "17-9", "yhdeksästä viiteen", "25-26"])
def test_hours_that_cannot_be_are_refused_and_kept_on_the_page(as_lead: Client, line: str) -> None:
    answer = as_lead.post("/hours/new/", {**WEEK, "day0": line})
    assert (answer.status_code, Hours.objects.count(), line in answer.content.decode()) == (422, 0, True)


def test_a_day_unlike_the_others_is_added_and_removed(as_lead: Client) -> None:
    as_lead.post("/hours/new/", WEEK)
    hours = Hours.objects.get()
    as_lead.post(f"/hours/{hours.pk}/exceptions/", {"day": "2026-12-31", "hours": "9-13", "note": "Uusivuosi"})
    exception = hours.exceptions.get()
    assert (exception.opens.hour, exception.note) == (9, "Uusivuosi")
    as_lead.post(f"/hours/{hours.pk}/exceptions/{exception.pk}/removal/")
    assert hours.exceptions.count() == 0


def test_a_location_is_added_and_changed(as_lead: Client) -> None:
    as_lead.post("/locations/new/", {"name": "Kallio", "address": "Hämeentie 1"})
    location = Location.objects.get()
    as_lead.post(f"/locations/{location.pk}/", {"name": "Kallion myymälä", "address": ""})
    location.refresh_from_db()
    assert location.name == "Kallion myymälä"


def test_the_page_of_a_touchpoint_tells_its_times(as_lead: Client, says: Says, touchpoint: Touchpoint) -> None:
    says()
    assert as_lead.get(f"/touchpoints/{touchpoint.pk}/").status_code == 200


def test_the_list_asks_the_database_the_same_number_of_times_for_one_and_for_many(
    as_lead: Client, team: Team, touchpoint: Touchpoint, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    as_lead.get("/touchpoints/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        as_lead.get("/touchpoints/")
    hours = Hours.objects.create(name="Arki")
    for i in range(100):
        Touchpoint.objects.create(name=f"Piste {i}", channel="visit", team=team, hours=hours)
    with CaptureQueriesContext(connection) as many:
        as_lead.get("/touchpoints/")
    assert len(many) <= len(one) + 2  # the hours of those that have some, in two queries however many


def test_a_mailbox_that_mail_is_delivered_to_begins_without_a_server_to_read(
    as_administrator: Client, mailbox: Mailbox
) -> None:
    Mailbox.objects.update(begun_at=None, stage="new", imap_host="")
    as_administrator.post(f"/mailboxes/{mailbox.pk}/beginning/")
    found = Mailbox.objects.get()
    assert (found.stage, found.begun_at is None) == ("live", False)
