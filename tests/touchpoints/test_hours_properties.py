from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kohtaamo.touchpoints.hours import (
    Calendar,
    Period,
    add_open_time,
    is_open,
    next_closing,
    next_opening,
    open_time_between,
)

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
# Both clock changes of 2026, where mistakes would hide.
NEAR_CHANGES = st.one_of(
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 31), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 27), timezones=st.just(UTC)),
    MOMENTS,
)
ZONES = st.sampled_from(["Europe/Helsinki", "UTC", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca"])
CHANGE_DAYS = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25), date(2026, 10, 26)]


def _clock(quarter: int) -> time:
    return time(quarter // 4 % 24, quarter % 4 * 15)


@st.composite
def days(draw: st.DrawFn) -> tuple[Period, ...]:
    ends = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    return tuple(Period(_clock(a), _clock(b)) for a, b in zip(ends[::2], ends[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    week = tuple(draw(days()) for _ in range(7))
    exceptions = draw(st.dictionaries(st.sampled_from(CHANGE_DAYS), days(), max_size=3))
    closed_day = draw(st.integers(1, 28))
    always = draw(st.integers(0, 9)) == 0
    return Calendar(ZoneInfo(draw(ZONES)), week, exceptions, lambda day: day.day == closed_day, always)


@settings(max_examples=40)
@given(calendars(), st.tuples(NEAR_CHANGES, NEAR_CHANGES, NEAR_CHANGES))
def test_open_time_adds_up(cal: Calendar, moments: tuple[datetime, datetime, datetime]) -> None:
    a, b, c = sorted(moments)
    assert open_time_between(cal, a, c) == open_time_between(cal, a, b) + open_time_between(cal, b, c)


@settings(max_examples=40)
@given(calendars(), NEAR_CHANGES, NEAR_CHANGES)
def test_open_time_is_never_negative_nor_longer_than_time(cal: Calendar, a: datetime, b: datetime) -> None:
    assert timedelta(0) <= open_time_between(cal, a, b) <= max(b - a, timedelta(0))


@settings(max_examples=40)
@given(calendars(), NEAR_CHANGES, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_adding_open_time_undoes_measuring_it(cal: Calendar, at: datetime, amount: timedelta) -> None:
    reached = add_open_time(cal, at, amount)
    if reached is not None:
        assert open_time_between(cal, at, reached) == amount
    if reached is not None and amount:
        assert open_time_between(cal, at, reached - timedelta(microseconds=1)) < amount


@settings(max_examples=40)
@given(calendars(), NEAR_CHANGES, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_measured_open_time_is_reached_no_later(cal: Calendar, at: datetime, ahead: timedelta) -> None:
    reached = add_open_time(cal, at, open_time_between(cal, at, at + ahead))
    assert reached is not None
    assert reached <= at + ahead


@settings(max_examples=40)
@given(calendars(), NEAR_CHANGES)
def test_doors_open_at_openings_and_shut_at_closings(cal: Calendar, at: datetime) -> None:
    instant = timedelta(microseconds=1)
    opening, closing = next_opening(cal, at), next_closing(cal, at)
    if opening:
        assert (is_open(cal, opening - instant), is_open(cal, opening)) == (False, True)
        assert opening > at
    if closing:
        assert (is_open(cal, closing - instant), is_open(cal, closing)) == (True, False)
        assert closing > at


@settings(max_examples=40)
@given(calendars(), NEAR_CHANGES)
def test_nothing_changes_before_the_next_opening_or_closing(cal: Calendar, at: datetime) -> None:
    change = (next_closing if is_open(cal, at) else next_opening)(cal, at)
    if change:
        steady = change - at if is_open(cal, at) else timedelta(0)
        assert open_time_between(cal, at, change) == steady


@settings(max_examples=40)
@given(calendars(), NEAR_CHANGES)
def test_a_moment_is_open_just_when_open_time_passes(cal: Calendar, at: datetime) -> None:
    passed = open_time_between(cal, at, at + timedelta(microseconds=1))
    assert is_open(cal, at) == (passed > timedelta(0))
