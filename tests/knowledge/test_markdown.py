"""What writers mark is shown; what they paste never runs."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from kohtaamo.knowledge.markdown import TAGS, as_html, as_text

SIGNS = st.text(alphabet="ab <>!#*-_[]()`\"'&:/=\n1.|~\\", max_size=200)


def test_scripts_and_handlers_are_words() -> None:
    html = as_html("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](data:a,b)")
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


@given(SIGNS)
def test_nothing_but_allowed_tags_comes_out(body: str) -> None:
    tree = LexborHTMLParser(f"<main>{as_html(body)}</main>").css("main *")
    assert {node.tag for node in tree} <= TAGS
    assert not any(name.startswith("on") for node in tree for name in node.attributes)


@given(SIGNS)
def test_any_body_is_told_as_plain_text(body: str) -> None:
    assert as_text(body) == as_text(body).strip()


@given(st.lists(st.integers(min_value=1, max_value=6), max_size=8))
def test_headings_follow_the_pages_own_and_leave_no_level_out(levels: list[int]) -> None:
    html = as_html("\n\n".join(f"{'#' * level} x" for level in levels))
    found = [1, *(int(level) for level in re.findall(r"<h(\d)>", html))]
    assert len(found) == len(levels) + 1
    assert all(after <= before + 1 and after >= 2 for before, after in pairwise(found))


def test_pictures_come_from_the_articles_own_files_only() -> None:
    place = {"kuva.png": "/help/files/1/kuva.png"}.get
    html = as_html("![sohva](attached:kuva.png) ![muu](https://muualla.example/x.png) ![ei](attached:ei.png)", place)
    assert html.count("<img") == 1
    assert 'src="/help/files/1/kuva.png"' in html


def test_a_body_reads_well_in_a_mail() -> None:
    body = "## Nouto\n\nTuo **kuitti**.\n\n1. Avaa [sivu](https://a.example)\n2. Valitse\n\n- yksi\n- kaksi\n\nKiitos."
    assert as_text(body) == (
        "Nouto\n\nTuo kuitti.\n\n1. Avaa sivu (https://a.example)\n2. Valitse\n\n– yksi\n– kaksi\n\nKiitos."
    )
