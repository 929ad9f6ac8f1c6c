"""Sentences kept as they are meant, the English text and what stands in it, and said in each reader's own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext, override

Facts = Mapping[str, Any]


def said(text: str, facts: Facts) -> str:
    """The sentence in the language of whoever reads now; one that nobody has translated stays as it is.

    A fact that is a list is a sentence of its own: its text and its facts.
    """
    if not text:
        return ""
    told = gettext(text)
    return (
        told % {name: said(*fact) if isinstance(fact, list) else fact for name, fact in facts.items()}
        if facts
        else told
    )


def meant(sentence: str | LazyText) -> str:
    """The English text of a sentence that is yet to be said, to be kept."""
    with override("en"):
        return str(sentence)
