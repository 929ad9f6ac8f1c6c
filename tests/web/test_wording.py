"""Sizes, large numbers and stretches of time in the reader's way."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.translation import override

from kohtaamo.rules.choices import Joined
from kohtaamo.rules.conditions import NOBODY
from kohtaamo.rules.sentences import Reader
from kohtaamo.web.templatetags.kohtaamo import may_break
from kohtaamo.web.wording import NBSP, from_day_to_day, size, thousands_apart

TODAY = datetime(2026, 11, 20, 12)


@pytest.mark.parametrize(
    ("count", "language", "told"),
    [
        (0, "fi", "0 tavua"), (1023, "sv", "1023 byte"), (1024, "fi", "1,0 kt"), (20_275, "sv", "19,8 kB"),
        (20_656_947, "fi", "19,7 Mt"), (20_656_947, "en", "19.7 MB"), (200 * 1024**2, "fi", "200 Mt"),
        (61_955_000_000, "fi", "57,7 Gt"), (5 * 1024**5, "en", "5120 TB"),
    ],
)  # fmt: skip
def test_a_size_is_told_in_the_largest_unit_that_leaves_at_least_one(count: int, language: str, told: str) -> None:
    with override(language):
        assert size(count) == told


def test_thousands_stand_apart_as_the_reader_writes_them() -> None:
    told = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            told[language] = thousands_apart(42_436)
    assert told == {"fi": f"42{NBSP}436", "sv": f"42{NBSP}436", "en": "42,436"}


def test_whole_days_are_told_without_their_midnights() -> None:
    with override("fi"):
        week = from_day_to_day(datetime(2026, 11, 29), datetime(2026, 12, 6), TODAY)
        one_day = from_day_to_day(datetime(2026, 11, 29), datetime(2026, 11, 30), TODAY)
        hours = from_day_to_day(datetime(2026, 11, 29, 8), datetime(2026, 11, 29, 12), TODAY)
    assert (week, one_day) == (f"su{NBSP}29.11. – la{NBSP}5.12.", f"su{NBSP}29.11.")
    assert hours == f"su{NBSP}29.11. klo{NBSP}8 – su{NBSP}29.11. klo{NBSP}12"


@pytest.mark.django_db
def test_a_rule_about_a_case_nobody_has_reads_as_a_sentence() -> None:
    row = {"what": "owner", "values": [NOBODY]}
    with override("fi"):
        said = [Reader().read({"kind": "wrote"}, Joined.ALL, [{**row, "how": how}], []) for how in ("is", "not")]
    assert said == [
        "Kun asiakas kirjoittaa ja asialla ei ole vastuuhenkilöä: älä tee mitään.",
        "Kun asiakas kirjoittaa ja asialla on vastuuhenkilö: älä tee mitään.",
    ]


def test_an_address_may_go_on_after_its_at_and_stays_harmless() -> None:
    assert may_break("eeva@posti.example") == "eeva@<wbr>posti.example"
    assert may_break("<b>@x") == "&lt;b&gt;@<wbr>x"
