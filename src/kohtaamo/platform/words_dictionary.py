"""The dictionaries of word forms: Finnish, Swedish and English through simplemma, read when first asked.

Read in simplemma's frugal way: some 60 MB for the three and some two seconds at the first question, against 460 MB
and four seconds; an answer takes longer, which is why callers remember theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

LANGUAGES = ("fi", "sv", "en")
LONGEST = 60
"""Letters of a word that is looked up; longer ones are no words."""


def lemma(word: str, language: str) -> str | None:
    """The base form of a casefolded word, also by rule or as a compound; None when the language does not know it."""
    found = _strategy().get_lemma(word, language) if len(word) <= LONGEST else None
    return found.casefold() if found else None


def is_form(word: str, language: str) -> bool:
    """Whether a word stands in the dictionary as a form of anything, a name too."""
    forms = _forms(language)
    return word in forms or word.capitalize() in forms


def is_base(word: str, language: str) -> bool:
    """Whether a word is itself a base form in the dictionary, a name too."""
    forms = _forms(language)
    if forms.get(word) == word:
        return True
    name = word.capitalize()
    return forms.get(name) == name


@cache
def _strategy() -> Any:
    from simplemma.strategies import DefaultStrategy

    return DefaultStrategy(low_memory=True)


@cache
def _forms(language: str) -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

    forms: Mapping[str, str] = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(language)
    return forms
