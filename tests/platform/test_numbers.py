"""Numbers in what a browser sends: digits alone, and none that a database could not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.platform.numbers import number_in, numbers_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1 ", "1.0", "1_000", "²", "٣", "x", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert number_in(text) is None


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    number = number_in(text)
    assert number is None or 0 <= number < 2**63


def test_of_many_those_that_are_numbers_are_kept_in_their_order() -> None:
    assert numbers_in(["3", "x", "1", "9" * 30, "3"]) == [3, 1, 3]
