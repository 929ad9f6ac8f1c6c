from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.bounded import in_its_share

from kohtaamo.touchpoints.holidays import finnish_holidays
from kohtaamo.touchpoints.hours import Calendar, Period, open_time_between


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 6, 19),
        date(2026, 6, 20),
        date(2026, 10, 31),
        date(2026, 12, 6),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ],
)
def test_a_finnish_holiday_and_both_eves_are_kept(day: date) -> None:
    assert finnish_holidays(day)


@pytest.mark.parametrize("day", [date(2026, 6, 7), date(2026, 6, 18), date(2026, 12, 31), date(2026, 12, 23)])
def test_a_plain_sunday_and_an_ordinary_day_are_not_holidays(day: date) -> None:
    assert not finnish_holidays(day)


def test_both_eves_are_holidays_every_year() -> None:
    midsummer = {2024: 21, 2025: 20, 2026: 19, 2027: 25, 2028: 23, 2029: 22, 2030: 21}
    assert all(finnish_holidays(date(year, 6, day)) for year, day in midsummer.items())
    assert all(finnish_holidays(date(year, 12, 24)) for year in range(2000, 2040))


def test_the_christmas_week_has_two_open_days() -> None:
    office = (Period(time(8), time(16)),)
    cal = Calendar(ZoneInfo("Europe/Helsinki"), (office,) * 5 + ((), ()), holidays=finnish_holidays)
    week = datetime(2024, 12, 22, 22, tzinfo=UTC), datetime(2024, 12, 29, 22, tzinfo=UTC)
    assert open_time_between(cal, *week) == timedelta(hours=16)


def test_five_years_are_measured_at_once() -> None:
    office = (Period(time(8), time(16)),)
    cal = Calendar(ZoneInfo("Europe/Helsinki"), (office,) * 5 + ((), ()), holidays=finnish_holidays)
    span = datetime(2021, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    with in_its_share():
        for _turn in range(20):
            open_time_between(cal, *span)
