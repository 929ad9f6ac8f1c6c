"""Kept means in full, on time and in the agreed form, against the first date promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Standing
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import kept_by_week, kept_rate
from kohtaamo.promises.rules import is_counted, risk_from, standing, was_kept, wilson
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.promises.sections import OPEN_SECTIONS, Split
from tests.promises.making import promised

HOURS = st.integers(-24 * 20, 24 * 20)


@dataclass(frozen=True)
class History:
    """A promise in hours from now: first due, made so long before, moved on by, and what became of it."""

    first_due: int
    made_before: int
    moved_on: int
    state: str
    kept_after_due: int
    in_full: bool | None
    in_form: bool | None
    is_told: bool


HISTORIES = st.builds(
    History, HOURS, st.integers(1, 400), st.sampled_from([0, 0, 24, 72, 300]), st.sampled_from(PromiseState.values),
    st.integers(-300, 300), st.sampled_from([True, True, None, False]), st.sampled_from([True, True, None, False]),
    st.sampled_from([True, True, True, False]),
)  # fmt: skip


def _written(case: Case, owner: Member, history: History) -> Promise:
    first = now() + timedelta(hours=history.first_due)
    kept = history.state == PromiseState.KEPT
    return promised(
        case, owner, due=timedelta(hours=history.first_due + history.moved_on), first_due_at=first, state=history.state,
        made_at=first - timedelta(hours=history.made_before),
        kept_at=first + timedelta(hours=history.kept_after_due) if kept else None,
        in_full=history.in_full if kept else None, in_form=history.in_form if kept else None,
        confirmation_failed_at=None if history.is_told else now(),
    )  # fmt: skip


def _counted_by_hand(histories: list[History]) -> tuple[int, int]:
    """The rules in plain words, told again without the code."""
    kept = counted = 0
    for each in histories:
        due_has_passed = each.first_due <= 0
        if each.state == "withdrawn" or not due_has_passed:
            continue
        counted += 1
        on_time = each.state == "kept" and each.kept_after_due <= 0
        whole = each.in_full is not False and each.in_form is not False
        kept += on_time and whole and each.is_told
    return kept, counted


@pytest.mark.django_db
@given(histories=st.lists(HISTORIES, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_kept_rate_equals_a_count_by_hand(case: Case, owner: Member, histories: list[History]) -> None:
    Promise.objects.all().delete()
    promises = [_written(case, owner, history) for history in histories]
    rate = kept_rate(owner, since=now() - timedelta(days=60))
    assert (rate.kept, rate.counted) == _counted_by_hand(histories)
    due = [promise for promise in promises if promise.first_due_at < now()]
    assert rate.counted == sum(is_counted(promise, now()) for promise in due)
    assert rate.kept == sum(was_kept(promise) for promise in due)


@pytest.mark.django_db
@given(histories=st.lists(HISTORIES, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_open_promise_stands_in_exactly_one_section(case: Case, owner: Member, histories: list[History]) -> None:
    Promise.objects.all().delete()
    promises = [_written(case, owner, history) for history in histories]
    split = Split(Promise.objects.filter(state=PromiseState.OPEN))
    placed = [promise.pk for name in OPEN_SECTIONS for promise in split.rows(name)]
    assert sorted(placed) == sorted(p.pk for p in promises if p.state == PromiseState.OPEN)
    assert all(standing(promise, now()) == Standing.LATE for promise in split.rows("late"))
    assert all(standing(promise, now()) == Standing.RISK for promise in split.rows("risk"))
    calm = [promise for name in ("soon", "later") for promise in split.rows(name)]
    assert all(standing(promise, now()) == Standing.OPEN for promise in calm)


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "whole", "name"), [
    (14, 16, "risk"), (16, 20, "soon"), (47, 240, "risk"), (49, 240, "soon"), (238, 100_000, "risk"), (242, 100_000, "soon"),
])  # fmt: skip
def test_it_is_at_risk_when_a_fifth_is_left_within_bounds(
    case: Case, owner: Member, minutes: int, whole: int, name: str
) -> None:
    due = timedelta(minutes=minutes)
    one = promised(case, owner, due=due, made_at=now() + due - timedelta(minutes=whole))
    split = Split(Promise.objects.filter(pk=one.pk))
    assert [each for each in OPEN_SECTIONS if split.rows(each)] == [name]


@pytest.mark.django_db
def test_the_weeks_add_up_to_the_whole(case: Case, owner: Member) -> None:
    for hours in range(-24 * 20, 48, 7):
        promised(case, owner, due=timedelta(hours=hours), state="broken")
    monday = now().replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    weeks = kept_by_week(owner, monday=monday, weeks=12)
    assert sum(week.rate.counted for week in weeks) == kept_rate(owner, since=now() - timedelta(days=80)).counted


@pytest.mark.django_db
def test_a_promise_moved_before_its_time_and_kept_later_is_not_kept(case: Case, owner: Member) -> None:
    first = now() - timedelta(days=2)
    promised(case, owner, due=timedelta(hours=-1), first_due_at=first, state="kept", kept_at=now() - timedelta(hours=3))
    rate = kept_rate(owner, since=now() - timedelta(days=7))
    assert (rate.kept, rate.counted) == (0, 1)


@pytest.mark.django_db
def test_an_outsider_counts_nothing_of_another_team(case: Case, owner: Member, outsider: Member) -> None:
    promised(case, owner, due=timedelta(hours=-1), state="broken")
    assert kept_rate(outsider, since=now() - timedelta(days=7)).counted == 0


@pytest.mark.parametrize(
    ("kept", "counted", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (score without continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_agrees_with_the_published_table(kept: int, counted: int, low: float, high: float) -> None:
    assert wilson(kept, counted) == pytest.approx((low, high), abs=0.00006)


@given(whole=st.integers(1, 10_000), left=st.integers(-100, 10_000))
def test_a_promise_is_at_risk_when_a_fifth_is_left_within_bounds(whole: int, left: int) -> None:
    at = now()
    due = at + timedelta(minutes=left)
    promise = Promise(state="open", made_at=due - timedelta(minutes=whole), due_at=due)
    bound = min(max(whole / 5, 15), 240)
    expected = Standing.LATE if left < 0 else Standing.RISK if left <= bound else Standing.OPEN
    assert standing(promise, at) == expected
    assert risk_from(promise) <= due
