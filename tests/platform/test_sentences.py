"""Sentences kept as they are meant and said in each reader's own language."""

from __future__ import annotations

import errno

import pytest
from django.utils.translation import gettext, gettext_lazy, override

from kohtaamo.platform.sentences import meant, said
from kohtaamo.platform.storage.room import is_full


def test_a_kept_sentence_is_said_in_the_language_of_its_reader() -> None:
    with override("fi"):
        text = meant(gettext_lazy("The file is empty."))
    assert text == "The file is empty."
    for language in ("fi", "sv"):
        with override(language):
            assert said(text, {}) == gettext("The file is empty.") != text


def test_a_sentence_stands_in_another_in_the_same_language() -> None:
    facts = {"told": "100 %", "problem": ["The file is empty.", {}]}
    with override("sv"):
        assert said("%(told)s: %(problem)s", facts) == f"100 %: {gettext('The file is empty.')}"


@pytest.mark.parametrize("text", ["", "Rivissä on 100 % vikaa.", "%(x)s"])
def test_what_nobody_has_translated_stays_as_it_is(text: str) -> None:
    with override("fi"):
        assert said(text, {}) == text


def test_a_full_disk_a_share_that_is_used_up_and_a_limit_are_alike() -> None:
    assert [is_full(OSError(each, "")) for each in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)] == [True, True, True]
    assert [is_full(each) for each in (OSError(errno.EACCES, ""), ValueError())] == [False, False]
