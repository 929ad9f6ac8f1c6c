"""The dictionaries of word forms: Finnish, Swedish and English through simplemma, read when first asked.

Read from tries on disk (``words_tries.py``): 23 MB for the three, there in a moment. Until those are made, or where
they cannot be, in simplemma's frugal way: some 60 MB and two seconds at the first question, and slower answers. Read
as they come, they would take 460 MB. The answers are the same, and callers remember theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kohtaamo.platform.words_tries import LANGUAGES, are_made, folder, make_beside

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


def make_ready() -> None:
    """Have the tries made if they are missing, and read the dictionaries before anyone has to wait for them."""
    if not are_made() and make_beside():
        _factory.cache_clear()
        _strategy.cache_clear()
    for language in LANGUAGES:
        is_form("", language)


@cache
def _factory() -> Any:
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY, TrieDictionaryFactory

    return TrieDictionaryFactory(disk_cache_dir=str(folder())) if are_made() else LOW_MEMORY_DICTIONARY_FACTORY


@cache
def _strategy() -> Any:
    from simplemma.strategies import DefaultStrategy

    return DefaultStrategy(dictionary_factory=_factory())


def _forms(language: str) -> Mapping[str, str]:
    forms: Mapping[str, str] = _factory().get_dictionary(language)
    return forms
