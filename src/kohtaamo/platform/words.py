"""Words for search: what is indexed, what a question may match, and the language of a text. (Being refined.)"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[\w@.+\-]+", re.UNICODE)


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    from simplemma import lemmatize

    found = [word]
    for language in ("fi", "sv", "en"):
        lemma = lemmatize(word, lang=language).casefold()
        if lemma not in found:
            found.append(lemma)
    return tuple(found)


def _words(text: str) -> list[str]:
    return [word.strip(".-+_@") for word in _WORD.findall(text.casefold()) if word.strip(".-+_@")]


def lemmas(text: str) -> str:
    """Search terms of a text, separated by spaces."""
    return " ".join(dict.fromkeys(form for word in _words(text) for form in _forms(word)))


def query_terms(text: str) -> list[list[str]]:
    """For each word asked, the terms that may match it."""
    return [list(_forms(word)) for word in _words(text)]


_COMMON = {
    "fi": {"on", "ja", "ei", "se", "että", "en", "ole", "mutta", "kun", "hei", "kiitos", "mitä", "olen", "voi", "oli"},
    "sv": {"och", "är", "det", "att", "jag", "inte", "en", "på", "för", "hej", "tack", "som", "har", "ni", "med", "när"},
    "en": {"the", "and", "is", "to", "i", "it", "of", "you", "not", "my", "have", "hello", "thanks", "for", "was"},
}


def language_of(text: str, default: str = "fi", candidates: tuple[str, ...] = ("fi", "sv", "en")) -> str:
    """The language a text is most likely in."""
    words = _words(text[:2000])
    scores = {code: sum(word in _COMMON[code] for word in words) for code in candidates}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > 0 else default
