"""The word of a server before us counts when its name is ours; else only a failure does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.channels.mail.authentication.upstream import upstream_judgement

OURS = {"mx.tupa.example"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("mx.tupa.example; dmarc=pass header.from=a.example; spf=fail", "pass"),
        ("mx.tupa.example 1; dkim=pass; dmarc=fail (p=reject; dis=none) header.from=a.example", "fail"),
        ("MX.tupa.example; dmarc=none", "none"),
        ("mx.tupa.example; dmarc=temperror", "unknown"),
        ("mx.tupa.example; none", "unknown"),
        ("mx.tupa.example; spf=pass smtp.mailfrom=a.example", "unknown"),
        ("mx.tupa.example; dkim=fail; dkim=pass; dmarc=bestguesspass", "pass"),
    ],
)
def test_our_servers_word_is_read(header: str, expected: str) -> None:
    found = upstream_judgement([header], OURS)
    assert found is not None
    assert (found.result, found.by) == (expected, "mx.tupa.example")


def test_the_topmost_of_our_servers_words_counts() -> None:
    headers = ["toinen.example; dmarc=pass", "mx.tupa.example; dmarc=fail", "mx.tupa.example; dmarc=pass"]
    found = upstream_judgement(headers, OURS)
    assert found is not None
    assert found.result == "fail"


def test_a_strangers_word_is_not_believed() -> None:
    assert upstream_judgement(["mx.paha.example; dmarc=pass"], OURS) is None


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["x; dmarc=fail"], "fail"),
        (["x; dmarc=pass"], None),
        (["x; spf=pass", "y; dmarc=fail"], None),
        ([], None),
        ([" ; dmarc=fail"], None),
    ],
)
def test_where_no_server_is_named_ours_only_the_topmost_failure_is_believed(
    headers: list[str], expected: str | None
) -> None:
    found = upstream_judgement(headers, ())
    assert (found.result if found else None) == expected


@given(st.lists(st.text(max_size=300), max_size=4))
def test_whatever_is_written_there_is_read(headers: list[str]) -> None:
    found = upstream_judgement(headers, OURS)
    assert found is None or found.by in OURS
