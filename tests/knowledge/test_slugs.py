"""A part of an address: plain, never empty, the same again, and never two alike."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.knowledge.slugs import LONGEST, free_slug, slug_of

PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@given(st.text(max_size=300))
def test_any_title_has_a_plain_address_that_stays_the_same(title: str) -> None:
    slug = slug_of(title)
    assert PLAIN.fullmatch(slug)
    assert len(slug) <= LONGEST
    assert slug_of(slug) == slug


@given(st.text(max_size=40), st.integers(min_value=0, max_value=30))
def test_namesakes_get_addresses_of_their_own(title: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(free_slug(title, taken.__contains__))
    assert len(taken) == count
    assert all(PLAIN.fullmatch(slug) and len(slug) <= 80 for slug in taken)


def test_finnish_and_swedish_letters_lose_their_dots_only() -> None:
    assert slug_of("Missä tilaukseni on?") == "missa-tilaukseni-on"
    assert slug_of("Återlämning på ön") == "aterlamning-pa-on"
    assert slug_of("Ærø & Straße 24/7") == "aero-strasse-24-7"
