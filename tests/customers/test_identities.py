"""How addresses and numbers are shown to people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form, shown_form


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0505552017", "050 555 2017"),
        ("+358 50 5552017", "050 555 2017"),
        ("040-5550049", "040 555 0049"),
        ("09 4245 0200", "09 4245 0200"),
        ("+46 8 123 456 78", "+46 8 123 456 78"),
    ],
)
def test_a_number_is_shown_in_groups_that_can_be_read_aloud(written: str, shown: str) -> None:
    assert shown_form(IdentityKind.PHONE, written) == shown


@given(st.from_regex(r"0(40|45|50)[1-9][0-9]{6}", fullmatch=True))
def test_what_is_shown_is_the_same_number_as_what_was_written(written: str) -> None:
    shown = shown_form(IdentityKind.PHONE, written)
    assert normal_form(IdentityKind.PHONE, shown) == normal_form(IdentityKind.PHONE, written)


def test_an_address_is_shown_as_it_was_written() -> None:
    assert shown_form(IdentityKind.EMAIL, " Eeva.Mattila@Posti.example ") == "Eeva.Mattila@Posti.example"
