"""Constants of the program may stand in SQL; nothing that came from outside can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.platform.literal import Literal


def test_it_stands_in_the_sql_itself() -> None:
    assert Literal("us").as_sql(None, None) == ("'us'", [])


@given(st.text().filter(lambda text: not set(text) <= set("abcdefghijklmnopqrstuvwxyz_") or not text))
def test_anything_but_small_letters_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Literal(text)
