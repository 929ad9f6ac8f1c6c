"""Users of other desks: the answer time ran through lunch, nights and holidays, and the warning came when it was closed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.promises.models import Promise
from kohtaamo.touchpoints.models import Hours, Touchpoint
from kohtaamo.touchpoints.queries import answer_due
from tests.conftest import Says

pytestmark = pytest.mark.django_db
WEEK = {"name": "Arki", "zone": "Europe/Helsinki", "holidays_closed": "on"} | {
    f"day{n}": "9-12, 13-17" for n in range(5)
}
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def shop(as_lead: Client, touchpoint: Touchpoint) -> Touchpoint:
    """Open on weekdays with an hour for lunch, answers in two open hours; all of it set on the pages."""
    assert as_lead.post("/hours/new/", WEEK).status_code in {302, 303}
    touchpoint.hours, touchpoint.answer_minutes = Hours.objects.get(), 120
    touchpoint.save()
    return touchpoint


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("2026-11-24 11:30", "2026-11-24 14:30"),  # over lunch
        ("2026-11-24 12:15", "2026-11-24 15:00"),  # during lunch
        ("2026-11-24 16:30", "2026-11-25 10:30"),  # over the night
        ("2026-11-27 16:30", "2026-11-30 10:30"),  # over the weekend
        ("2026-12-23 16:30", "2026-12-28 10:30"),  # over Christmas
        ("2026-03-27 16:00", "2026-03-30 10:00"),  # over the night the clocks change
    ],
)  # fmt: skip
def test_the_time_to_answer_runs_only_while_it_is_open(shop: Touchpoint, asked: str, answered: str) -> None:
    assert answer_due(Touchpoint.objects.get(pk=shop.pk), at(asked)) == at(answered)


def test_an_arrival_is_promised_by_that_time_and_nothing_else(shop: Touchpoint, says: Says) -> None:
    case: Case = says(touchpoint=Touchpoint.objects.get(pk=shop.pk), at=at("2026-11-24 11:30")).case
    assert Promise.objects.get(case=case).due_at == at("2026-11-24 14:30")


def test_it_is_never_late_while_the_door_is_closed(shop: Touchpoint) -> None:
    there = Touchpoint.objects.get(pk=shop.pk)
    for asked in ("2026-11-24 10:00", "2026-11-24 11:59", "2026-11-27 16:59", "2026-11-28 12:00", "2026-12-24 08:00"):
        due = answer_due(there, at(asked))
        assert due is not None
        local = due.astimezone(HELSINKI)
        minutes = local.hour * 60 + local.minute
        assert (local.weekday() < 5, 540 <= minutes <= 720 or 780 <= minutes <= 1020) == (True, True)
