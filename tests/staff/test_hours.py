"""Working hours as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.staff.errors import WrongHours
from kohtaamo.staff.hours import day_as_text, read_day, working_hours


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("8–16", [("08:00", "16:00")]),
        ("8.00 - 11:30, 12.15-16", [("08:00", "11:30"), ("12:15", "16:00")]),
        ("20–24", [("20:00", "24:00")]),
        ("", []),
        (" ; ", []),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, periods: list[tuple[str, str]]) -> None:
    assert read_day(text) == periods


@pytest.mark.parametrize("text", ["8", "8-", "kahdeksasta", "8-25", "8.60-9", "24.30-24.45", "8-9-10"])
def test_what_is_not_a_period_is_refused(text: str) -> None:
    with pytest.raises(WrongHours):
        read_day(text)


@pytest.mark.parametrize("text", ["16-8", "8-8", "8-12, 11-16"])
def test_periods_that_end_early_or_overlap_are_refused(text: str) -> None:
    with pytest.raises(WrongHours):
        working_hours({0: read_day(text)})


def test_periods_are_kept_in_order_and_free_days_left_out() -> None:
    week = {6: read_day("13-16, 8-12"), 0: []}
    assert working_hours(week) == {"6": [["08:00", "12:00"], ["13:00", "16:00"]]}


@given(st.sets(st.integers(0, 24 * 60), min_size=2, max_size=6))
def test_what_is_shown_reads_back_the_same(minutes: set[int]) -> None:
    times = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in sorted(minutes)]
    periods = list(zip(times[::2], times[1::2], strict=False))
    assert read_day(day_as_text(periods)) == periods


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        periods = read_day(text)
    except WrongHours:
        return
    assert all(len(time) == 5 for period in periods for time in period)
