"""The part of a text where the words meant stand, with them marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kohtaamo.platform.search.find import SHORTEST_BEGINNING
from kohtaamo.platform.search.terms import clean_all
from kohtaamo.platform.words import lemmas, query_terms

BEFORE, LENGTH = 60, 220  # characters shown before the first word meant, and in all
READ = 20_000  # characters looked through
_WORD = re.compile(r"[\w@.+\-]+")


@dataclass(frozen=True)
class Piece:
    """A piece of text; ``is_meant`` when it is a word that was asked for."""

    text: str
    is_meant: bool = False


class Meant:
    """The words a question means, ready to be recognised in any form in a text."""

    def __init__(self, question: str) -> None:
        words = [clean_all(terms) for terms in query_terms(question)]
        self._terms = {term for terms in words for term in terms}
        last = words[-1] if words else []
        self._begun = tuple(term for term in last if len(term) >= SHORTEST_BEGINNING)
        self._starts = {term[:2] for term in self._terms}

    def means(self, word: str) -> bool:
        """Whether this word of a text is one that was asked for. A quick look at its first letters spares the rest."""
        word = word.casefold().strip(".+-_@")
        if word[:2] not in self._starts:
            return False
        if word in self._terms or (self._begun and word.startswith(self._begun)):
            return True
        forms = clean_all(lemmas(word).split())
        return any(form in self._terms or (self._begun and form.startswith(self._begun)) for form in forms)

    def excerpt(self, text: str) -> list[Piece]:
        """Pieces around the first word meant; the beginning of the text when none stands in it."""
        text = " ".join(text[:READ].split())
        first = next((found.start() for found in _WORD.finditer(text) if self.means(found[0])), 0)
        begin = _word_start(text, max(0, first - BEFORE))
        shown = text[begin : begin + LENGTH]
        if begin + LENGTH < len(text):
            shown = shown.rpartition(" ")[0] + " …"
        return self._pieces(("… " if begin else "") + shown)

    def _pieces(self, text: str) -> list[Piece]:
        pieces, at = [], 0
        for found in _WORD.finditer(text):
            if self.means(found[0]):
                pieces += [Piece(text[at : found.start()]), Piece(found[0], is_meant=True)]
                at = found.end()
        return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if at else 0
