from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kohtaamo.touchpoints.hours import (
    Calendar,
    Period,
    add_open_time,
    is_open,
    is_working_day,
    next_closing,
    next_opening,
    open_time_between,
    periods_on,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE = Period(time(9), time(17))
WEEKDAYS = ((OFFICE,),) * 5 + ((), ())
NIGHT = Period(time(2), time(5))
ROUND_THE_CLOCK = ((Period(time(0), time(0)),),) * 7

SPRING = date(2026, 3, 29)


def local(*at: int, zone: ZoneInfo = HELSINKI) -> datetime:
    return datetime(*at, tzinfo=zone)  # type: ignore[arg-type,misc]


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def test_the_opening_moment_is_open_and_the_closing_moment_is_not() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    assert is_open(cal, local(2026, 6, 1, 9))
    assert is_open(cal, local(2026, 6, 1, 16, 59, 59))
    assert not is_open(cal, local(2026, 6, 1, 17))
    assert not is_open(cal, local(2026, 6, 6, 12))


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    assert is_open(cal, local(2026, 6, 1, 2, 30, zone=ZoneInfo("America/New_York")))
    assert not is_open(cal, local(2026, 6, 1, 10, 30, zone=ZoneInfo("America/New_York")))


def test_answers_are_in_utc() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    answers = [
        next_opening(cal, local(2026, 6, 1, 12)),
        next_closing(cal, local(2026, 6, 1, 12)),
        add_open_time(cal, local(2026, 6, 1, 12), hours(1)),
        add_open_time(cal, local(2026, 6, 1, 12), hours(0)),
    ]
    assert [at.tzinfo for at in answers if at] == [UTC] * 4


def test_the_next_opening_skips_the_weekend() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    assert next_opening(cal, local(2026, 6, 5, 17)) == local(2026, 6, 8, 9)
    assert next_opening(cal, local(2026, 6, 5, 9)) == local(2026, 6, 8, 9)
    assert next_opening(cal, local(2026, 6, 5, 8, 59)) == local(2026, 6, 5, 9)


def test_the_next_closing_is_todays_while_open_and_the_next_days_when_closed() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    assert next_closing(cal, local(2026, 6, 5, 12)) == local(2026, 6, 5, 17)
    assert next_closing(cal, local(2026, 6, 5, 17)) == local(2026, 6, 8, 17)


def test_a_lunch_break_closes_the_door() -> None:
    day = (Period(time(9), time(12)), Period(time(13), time(17)))
    cal = Calendar(HELSINKI, (day,) * 7)
    assert next_closing(cal, local(2026, 6, 1, 10)) == local(2026, 6, 1, 12)
    assert next_opening(cal, local(2026, 6, 1, 10)) == local(2026, 6, 1, 13)
    assert open_time_between(cal, local(2026, 6, 1, 0), local(2026, 6, 2, 0)) == hours(7)


def test_hours_that_touch_over_midnight_are_one_stay() -> None:
    evening, small_hours = Period(time(18), time(0)), Period(time(0), time(3))
    cal = Calendar(HELSINKI, ((evening, small_hours),) * 7)
    assert is_open(cal, local(2026, 6, 2, 0))
    assert next_closing(cal, local(2026, 6, 1, 20)) == local(2026, 6, 2, 3)
    assert next_opening(cal, local(2026, 6, 1, 20)) == local(2026, 6, 2, 18)


def test_a_place_that_never_shuts_has_no_opening_and_no_closing() -> None:
    for cal in (Calendar(HELSINKI, ((),) * 7, always=True), Calendar(HELSINKI, ROUND_THE_CLOCK)):
        assert is_open(cal, local(2026, 6, 1, 3))
        assert next_opening(cal, local(2026, 6, 1, 3)) is None
        assert next_closing(cal, local(2026, 6, 1, 3)) is None
        assert open_time_between(cal, local(2026, 6, 1, 0), local(2026, 6, 8, 0)) == timedelta(days=7)


def test_a_place_that_never_opens_gives_no_answer() -> None:
    cal = Calendar(HELSINKI, ((),) * 7)
    at = local(2026, 6, 1, 12)
    assert (next_opening(cal, at), next_closing(cal, at), add_open_time(cal, at, hours(1))) == (None, None, None)


def test_the_last_closing_before_closing_down_is_found() -> None:
    cal = Calendar(HELSINKI, ((),) * 7, exceptions={date(2026, 6, 1): (OFFICE,)})
    assert next_closing(cal, local(2026, 5, 1, 12)) == local(2026, 6, 1, 17)


def test_open_time_runs_on_after_the_weekend() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    assert add_open_time(cal, local(2026, 6, 5, 16), hours(2)) == local(2026, 6, 8, 10)
    assert add_open_time(cal, local(2026, 6, 5, 16), hours(1)) == local(2026, 6, 5, 17)


def test_more_open_time_than_two_years_hold_is_not_promised() -> None:
    cal = Calendar(HELSINKI, WEEKDAYS)
    assert add_open_time(cal, local(2026, 6, 1, 12), hours(8 * 5 * 106)) is None


def test_no_open_time_passes_backwards() -> None:
    cal = Calendar(HELSINKI, ROUND_THE_CLOCK)
    assert open_time_between(cal, local(2026, 6, 2, 0), local(2026, 6, 1, 0)) == timedelta(0)


def test_an_exception_replaces_the_week_and_the_holiday() -> None:
    day = date(2026, 12, 6)
    cal = Calendar(
        HELSINKI,
        ROUND_THE_CLOCK,
        exceptions={day: (OFFICE,), date(2026, 12, 7): ()},
        holidays=lambda asked: asked == day,
    )
    assert periods_on(cal, day) == (OFFICE,)
    assert periods_on(cal, date(2026, 12, 7)) == ()
    assert periods_on(cal, date(2026, 12, 8)) == (Period(time(0), time(0)),)


def test_a_holiday_is_not_a_working_day() -> None:
    cal = Calendar(HELSINKI, ROUND_THE_CLOCK, holidays=lambda day: day == date(2026, 12, 25))
    assert [is_working_day(cal, date(2026, 12, day)) for day in (24, 25, 26)] == [True, False, True]


def test_the_night_the_clocks_go_forward_is_an_hour_short() -> None:
    cal = Calendar(HELSINKI, ((NIGHT,),) * 7)
    assert open_time_between(cal, local(2026, 3, 29, 0), local(2026, 3, 30, 0)) == hours(2)
    assert open_time_between(cal, local(2026, 3, 28, 0), local(2026, 3, 29, 0)) == hours(3)
    assert add_open_time(cal, local(2026, 3, 29, 0), hours(1.5)) == local(2026, 3, 29, 4, 30)


def test_the_night_the_clocks_go_back_is_an_hour_long() -> None:
    cal = Calendar(HELSINKI, ((NIGHT,),) * 7)
    assert open_time_between(cal, local(2026, 10, 25, 0), local(2026, 10, 26, 0)) == hours(4)
    assert add_open_time(cal, local(2026, 10, 25, 0), hours(2)) == datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_whole_days_last_23_and_25_hours_when_the_clocks_change() -> None:
    cal = Calendar(HELSINKI, ROUND_THE_CLOCK)
    assert open_time_between(cal, local(2026, 3, 28, 0), local(2026, 3, 31, 0)) == hours(71)
    assert open_time_between(cal, local(2026, 10, 24, 0), local(2026, 10, 27, 0)) == hours(73)


def test_hours_that_the_clocks_jump_over_begin_at_the_jump() -> None:
    cal = Calendar(HELSINKI, ((Period(time(3, 30), time(5)),),) * 7)
    assert next_opening(cal, local(2026, 3, 29, 0)) == local(2026, 3, 29, 4)
    assert open_time_between(cal, local(2026, 3, 29, 0), local(2026, 3, 30, 0)) == hours(1)


def test_hours_wholly_inside_the_jump_do_not_open_that_day() -> None:
    cal = Calendar(HELSINKI, ((Period(time(3, 10), time(3, 50)),),) * 7)
    assert next_opening(cal, local(2026, 3, 28, 12)) == local(2026, 3, 30, 3, 10)
    assert open_time_between(cal, local(2026, 3, 28, 12), local(2026, 3, 29, 12)) == timedelta(0)


def test_a_wall_time_that_comes_twice_is_taken_at_its_first_coming() -> None:
    cal = Calendar(HELSINKI, ((Period(time(2), time(3, 30)), Period(time(3, 30), time(5))),) * 7)
    assert open_time_between(cal, local(2026, 10, 25, 0), local(2026, 10, 26, 0)) == hours(4)
    assert next_closing(cal, local(2026, 10, 25, 2)) == local(2026, 10, 25, 5)


def test_a_zone_that_changes_clocks_at_midnight_loses_no_time() -> None:
    cal = Calendar(ZoneInfo("America/Havana"), ROUND_THE_CLOCK)
    a, b = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert open_time_between(cal, a, b) == b - a
    assert next_closing(cal, a) is None


def test_a_whole_missing_date_is_no_trouble() -> None:
    cal = Calendar(ZoneInfo("Pacific/Apia"), ROUND_THE_CLOCK)
    a, b = datetime(2011, 12, 1, tzinfo=UTC), datetime(2012, 2, 1, tzinfo=UTC)
    assert open_time_between(cal, a, b) == b - a


@pytest.mark.parametrize("ends", [(time(17), time(9)), (time(9), time(9))])
def test_a_period_that_does_not_run_forward_is_refused(ends: tuple[time, time]) -> None:
    with pytest.raises(ValueError, match="cannot close at 09:00; split hours that run past midnight into two days"):
        Period(*ends)


def test_a_period_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="Opening hours are wall times"):
        Period(time(9, tzinfo=UTC), time(17))


def test_overlapping_periods_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="The periods 09:00–17:00 and 16:00–18:00 overlap"):
        Calendar(HELSINKI, ((Period(time(16), time(18)), OFFICE), (), (), (), (), (), ()))
    with pytest.raises(ValueError, match="The periods 09:00–00:00 and 16:00–18:00 overlap"):
        Calendar(HELSINKI, ((),) * 7, {SPRING: (Period(time(9), time(0)), Period(time(16), time(18)))})


def test_a_week_of_five_days_is_refused() -> None:
    with pytest.raises(ValueError, match="A week has seven days, Monday first; 5 were given"):
        Calendar(HELSINKI, ((OFFICE,),) * 5)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="A moment needs a time zone"):
        is_open(Calendar(HELSINKI, WEEKDAYS), datetime(2026, 6, 1, 12))


def test_open_time_cannot_be_taken_away() -> None:
    with pytest.raises(ValueError, match="the amount is negative"):
        add_open_time(Calendar(HELSINKI, WEEKDAYS), local(2026, 6, 1, 12), hours(-1))
