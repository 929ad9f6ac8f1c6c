"""Amounts as they are read and written, the words to the customer, and where a period begins."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.mandates.amounts import MOST, as_typed, money, read, told
from kohtaamo.mandates.choices import Period, Unit
from kohtaamo.mandates.errors import AmountMissing
from kohtaamo.mandates.models import Kind
from kohtaamo.mandates.rules import median, percentile, period_start, rounded_up
from kohtaamo.mandates.wording import words_for
from kohtaamo.platform.time import default_zone


@given(st.integers(1, MOST), st.sampled_from([Unit.MONEY, Unit.DAYS]))
def test_what_is_written_is_read_back(amount: int, unit: Unit) -> None:
    amount = amount if unit == Unit.MONEY else amount % 10_000 + 1
    assert read(unit, as_typed(unit, amount)) == amount


@given(st.integers(1, MOST), st.sampled_from(["fi", "sv"]))
def test_money_as_it_is_told_is_read_back(cents: int, language: str) -> None:
    assert read(Unit.MONEY, money(cents, language)) == cents


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with suppress(AmountMissing):
        assert 0 < read(Unit.MONEY, text) <= MOST


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("30", 3000), ("12,50", 1250), ("12.5", 1250), (" 1 250,00 € ", 125_000), ("€60", 6000), ("0,01", 1)],
)
def test_money_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert read(Unit.MONEY, typed) == cents


@pytest.mark.parametrize("typed", ["", "0", "0,00", "-5", "1,234", "1e3", "12,", "1000001", "٣٠", "3½"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountMissing):
        read(Unit.MONEY, typed)


def test_money_is_told_in_the_readers_way() -> None:
    nbsp = "\u00a0"
    assert [money(cents, "fi") for cents in (6000, 1250, 123_400)] == [
        f"60{nbsp}€",
        f"12,50{nbsp}€",
        f"1{nbsp}234{nbsp}€",
    ]
    assert [money(cents, "en") for cents in (6000, 1250, 123_400)] == ["€60", "€12.50", "€1,234"]
    assert [told(Unit.DAYS, days, "fi") for days in (1, 7)] == [f"1{nbsp}päivä", f"7{nbsp}päivää"]
    assert told(Unit.NONE, 1, "fi") == ""


def test_a_name_that_looks_like_a_blank_fills_nothing_in() -> None:
    kind = Kind(code="refund", unit=Unit.MONEY, told_en="For you, {amount}.")
    letter = words_for(kind, 3000, language="en", name="{amount} {me}", teller="Noora")
    assert (letter.count("€30"), letter.count("Noora")) == (1, 1)


def test_the_words_of_the_house_stand_alone_when_they_are_a_whole_letter() -> None:
    kind = Kind(code="own-1", unit=Unit.NONE, name_en="Coffee", told_en="Dear {name},\ncome and have coffee.\n{me}")
    assert words_for(kind, 1, language="en", name="Anna", teller="Noora") == "Dear Anna,\ncome and have coffee.\nNoora"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.sampled_from(list(Period)))
def test_a_period_begins_at_midnight_no_later_than_the_moment_and_no_two_overlap(at: datetime, period: Period) -> None:
    moment = at.replace(tzinfo=UTC)
    begins = period_start(period, moment)
    local = begins.astimezone(default_zone())
    assert begins <= moment
    assert (local.hour, local.minute, local.second) == (0, 0, 0)
    assert period_start(period, begins) == begins
    assert period_start(period, begins - timedelta(seconds=1)) < begins


def test_periods_begin_where_people_expect() -> None:
    moment = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)  # half past midnight of 1 April in Helsinki
    days = [period_start(period, moment).astimezone(default_zone()).date().isoformat() for period in Period]
    assert days == ["2026-04-01", "2026-03-30", "2026-04-01", "2026-01-01"]


@given(st.lists(st.integers(1, 1000), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_one_of_the_amounts_and_covers_the_share(amounts: list[int], share: float) -> None:
    found = percentile(amounts, share)
    assert found in amounts
    assert sum(amount <= found for amount in amounts) / len(amounts) >= share - 1e-9


def test_the_middle_and_the_next_step() -> None:
    assert (median([]), median([3, 1, 2]), median([4, 1, 3, 2])) == (None, 2, 2.5)
    assert (rounded_up(7000, 500), rounded_up(7001, 500), rounded_up(1, 1)) == (7000, 7500, 1)
