"""Words for search: what is indexed, what a question may match, and the language of a text.

A word stands in the index as written and as every base form it may be of in Finnish, Swedish and English, so that any
form finds any other. Base forms come from a dictionary, and from guesses the dictionary confirms.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kohtaamo.platform.words_dictionary import LONGEST, is_base, is_form, lemma
from kohtaamo.platform.words_forms import FORMS, unknown_stems
from kohtaamo.platform.words_language import is_small_word, language_of
from kohtaamo.platform.words_tokens import Kind, Token, national, plain, tokens
from kohtaamo.platform.words_tries import LANGUAGES

__all__ = ["is_small_word", "language_of", "lemmas", "query_terms"]

REMEMBERED = 32_768
"""Words whose forms are kept in memory, some 15 MB when full."""
TELLING_DIGITS = 4
"""Digits of an order number that are enough to look for by themselves."""


def lemmas(text: str) -> str:
    """The search terms of a text, each once, in order, separated by spaces.

    For a word itself and its base forms; for "Kide-sohva" and "AT-10482" the whole, the whole without its sign, and
    the parts; for a mail address the whole and its parts; for a telephone number its digits, the number as dialled
    at home, and its groups.
    """
    return " ".join(dict.fromkeys(term for token in tokens(text) for term in _indexed(token)))


def query_terms(text: str) -> list[list[str]]:
    """For each word of a question, in order and each once, the terms of which any one is to be there.

    Words joined by a hyphen are asked for one by one, so that "Kide-sohva" is found when written apart, too.
    """
    asked = [alternatives for token in tokens(text) for alternatives in _asked(token)]
    return [list(alternatives) for alternatives in dict.fromkeys(asked)]


def _indexed(token: Token) -> Iterator[str]:
    if token.kind is Kind.WORD:
        yield from forms(token.whole)
        return
    if token.kind is not Kind.PHONE:
        yield from _spellings(token.whole)
    else:
        yield from _numbers(token)
    if token.kind is Kind.MAIL:
        yield token.whole.partition("@")[0]
        yield token.whole.partition("@")[2]
    for part in token.parts:
        yield from forms(part)


def _asked(token: Token) -> Iterator[tuple[str, ...]]:
    if token.kind is Kind.WORD:
        yield forms(token.whole)
    elif token.kind is Kind.PHONE:
        yield _numbers(token)
    elif token.kind is Kind.JOINED and all(len(part) > 1 for part in token.parts):
        yield from (forms(part) for part in token.parts)
    elif token.kind is Kind.CODE:
        yield _once(*_spellings(token.whole), *_telling(token))
    else:
        yield _once(token.whole, *(_spellings(token.whole) if token.kind is Kind.JOINED else ()))


@lru_cache(maxsize=REMEMBERED)
def forms(word: str) -> tuple[str, ...]:
    """A casefolded word, its spelling without accents, and the base forms it may be of, in that order.

    A word in no dictionary, as a product's or a person's name, is also given without its likely endings.
    """
    if not word.isalpha() or not 1 < len(word) <= LONGEST:
        return _once(word, plain(word))
    known = {language: lemma(word, language) for language in LANGUAGES}
    found = [base for base in known.values() if base]
    guesses = [
        guess
        for language in LANGUAGES
        if known[language] or not found
        for guess in dict.fromkeys(FORMS[language](word))
        if is_base(guess, language)
    ]
    stems = () if any(is_form(word, language) for language in LANGUAGES) else unknown_stems(word)
    return _once(word, plain(word), *found, *guesses, *stems)


def _telling(token: Token) -> list[str]:
    """The digits of an order number such as "AT-10482"; not the year of a date."""
    lettered = any(part.isalpha() for part in token.parts)
    return [part for part in token.parts if lettered and part.isdigit() and len(part) >= TELLING_DIGITS]


def _spellings(whole: str) -> tuple[str, ...]:
    return _once(whole, "".join(letter for letter in whole if letter.isalnum())) if "@" not in whole else (whole,)


def _numbers(token: Token) -> tuple[str, ...]:
    return _once(token.whole.lstrip("+"), national(token.whole))


def _once(*terms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, terms)))
