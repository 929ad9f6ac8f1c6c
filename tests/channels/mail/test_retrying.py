"""When a message is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.channels.mail.retrying import GIVE_UP, is_over, next_try

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_the_pauses_grow_to_an_hour() -> None:
    tries = [START + timedelta(minutes=minute) for minute in range(6)]
    found = [next_try(tries[:n], START) - tries[n - 1] for n in range(1, 7)]
    assert [pause.total_seconds() / 60 for pause in found] == [1, 5, 15, 60, 60, 60]


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))))
def test_nothing_is_tried_before_its_time_or_before_the_last_try(ended: list[datetime]) -> None:
    ended.sort()
    assert next_try(ended, START) >= max([START, *ended[-1:]])


def test_trying_ends_after_two_days() -> None:
    assert (is_over(START, START + GIVE_UP), is_over(START, START + GIVE_UP - timedelta(seconds=1))) == (True, False)
