"""Sums in whole cents: exact, and the same whichever way they are added."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.offers.errors import LineWrong
from kohtaamo.offers.money import gross_by_per, line_total, sums
from kohtaamo.offers.reading import (
    read_price,
    read_quantity,
    read_vat,
    typed_price,
    typed_quantity,
    typed_vat,
)


@dataclass(frozen=True)
class Line:
    quantity: int
    price: int
    vat: int
    per: str = "once"


RATES = st.sampled_from([0, 100, 135, 140, 240, 255])
LINES = st.builds(Line, st.integers(1, 10**8), st.integers(0, 10**8), RATES, st.sampled_from(["once", "month", "year"]))
CENT = Decimal("0.01")


def euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@given(LINES)
def test_a_lines_total_is_its_quantity_times_its_price_rounded_half_up(line: Line) -> None:
    exact = Decimal(line.quantity) / 1000 * euros(line.price)
    assert euros(line_total(line.quantity, line.price)) == rounded(exact)


@given(st.lists(LINES, min_size=1, max_size=12), st.booleans())
def test_the_vat_of_each_rate_is_reckoned_once_on_the_sum_of_its_lines(lines: list[Line], with_vat: bool) -> None:
    for each in sums(lines, with_vat=with_vat):
        for tax in each.taxes:
            mine = [line for line in lines if line.per == each.per and line.vat == tax.rate]
            total = sum((euros(line_total(line.quantity, line.price)) for line in mine), Decimal(0))
            rate = Decimal(tax.rate) / 1000
            wanted = rounded(total * rate / (1 + rate)) if with_vat else rounded(total * rate)
            assert euros(tax.tax) == wanted
            assert euros(tax.net + tax.tax if with_vat else tax.net) == total


@given(st.lists(LINES, max_size=8), st.booleans(), st.randoms())
def test_the_order_of_lines_changes_no_sum(lines: list[Line], with_vat: bool, chance: object) -> None:
    mixed = list(lines)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert sums(mixed, with_vat=with_vat) == sums(lines, with_vat=with_vat)


@given(st.lists(LINES, max_size=8))
def test_what_is_paid_with_vat_is_what_the_prices_say(lines: list[Line]) -> None:
    paid = gross_by_per(lines, with_vat=True)
    for per in ("once", "month", "year"):
        assert paid[per] == sum(line_total(line.quantity, line.price) for line in lines if line.per == per)


def test_examples_by_hand() -> None:
    (once,) = sums([Line(1000, 1255, 255)], with_vat=True)
    assert (once.net, once.tax, once.gross) == (1000, 255, 1255)
    (once,) = sums([Line(2500, 333, 255), Line(1000, 1, 135)], with_vat=False)
    assert [(tax.rate, tax.net, tax.tax) for tax in once.taxes] == [(135, 1, 0), (255, 833, 212)]


@given(st.integers(0, 10**8))
def test_a_price_reads_back_as_it_is_typed(cents: int) -> None:
    assert read_price(typed_price(cents)) == cents


@given(st.integers(1, 10**8), st.integers(0, 1000))
def test_a_quantity_and_a_rate_read_back_as_they_are_typed(quantity: int, vat: int) -> None:
    assert (read_quantity(typed_quantity(quantity)), read_vat(typed_vat(vat))) == (quantity, vat)


@pytest.mark.parametrize(
    ("typed", "cents"), [("12,50", 1250), ("1 250 €", 125_000), ("0", 0), ("7.5", 750), ("3,900", 390)]
)
def test_prices_are_read_as_people_type_them(typed: str, cents: int) -> None:
    assert read_price(typed) == cents


@pytest.mark.parametrize("typed", ["", "kaksi", "-5", "1,234", "9999999,00", "1e3", "٣", "12,", ",5"])
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(LineWrong):
        read_price(typed)
