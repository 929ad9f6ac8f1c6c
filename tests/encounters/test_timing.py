"""Time to notice and to answer: open encounters count, closed hours do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Says

from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.encounters.timing import Waited, median_wait, times_of
from kohtaamo.platform.time import now
from kohtaamo.touchpoints.models import Hours, Touchpoint

# Freireich et al. 1963, the 6-MP arm: weeks in remission, censored where the second is False.
SIX_MP = [
    (6, True), (6, True), (6, True), (7, True), (10, True), (13, True), (16, True), (22, True), (23, True), (6, False),
    (9, False), (10, False), (11, False), (17, False), (19, False), (20, False), (25, False), (32, False), (32, False),
    (34, False), (35, False),
]  # fmt: skip


def _weeks(rows: list[tuple[int, bool]]) -> list[Waited]:
    return [Waited(timedelta(weeks=week), ended) for week, ended in rows]


def test_the_published_median_is_reproduced() -> None:
    assert median_wait(_weeks(SIX_MP)) == timedelta(weeks=23)


def test_dropping_the_open_ones_would_give_the_wrong_answer() -> None:
    assert median_wait(_weeks([row for row in SIX_MP if row[1]])) == timedelta(weeks=10)


def test_nothing_is_said_while_fewer_than_half_are_met() -> None:
    assert median_wait(_weeks([(1, True), (2, False), (3, False)])) is None


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_without_open_ones_it_is_the_plain_lower_median(minutes: list[int]) -> None:
    waits = [Waited(timedelta(minutes=m), True) for m in minutes]
    assert median_wait(waits) == timedelta(minutes=sorted(minutes)[(len(minutes) - 1) // 2])


@pytest.mark.django_db
def test_closed_hours_are_not_counted_in_open_time(says: Says, touchpoint: Touchpoint, case: Case) -> None:
    touchpoint.hours = Hours.objects.create(name="Never open")
    touchpoint.save()
    at = now() - timedelta(hours=5)
    Encounter.objects.update(arrived_at=at, noticed_at=at + timedelta(hours=1), answered_at=at + timedelta(hours=2))
    times = times_of(Touchpoint.objects.get(pk=touchpoint.pk), since=at - timedelta(days=1))
    assert (times.notice, times.answer) == (timedelta(hours=1), timedelta(hours=2))
    assert (times.notice_open, times.answer_open) == (timedelta(0), timedelta(0))


@pytest.mark.django_db
def test_one_who_still_waits_is_counted(case: Case, touchpoint: Touchpoint) -> None:
    times = times_of(touchpoint, since=now() - timedelta(days=1))
    assert (times.encounters, times.still_open, times.answer) == (1, 1, None)
