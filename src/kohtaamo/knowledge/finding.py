"""Finding articles: the words a text is found by, and how well a text answers a question.

Words are weighed by where they stand (title, other words for it, summary, body) and by how rare they are: the inverse
document frequency of Robertson and Spärck Jones as BM25 has it (Robertson and Zaragoza 2009, 3.1). A question's small
words are left out. A word nothing holds is looked for by its beginning, as *toimitusaika* by *toimitus*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from django.db.models import Q, QuerySet

from kohtaamo.knowledge.markdown import as_text
from kohtaamo.knowledge.models import ArticleText, ArticleWord
from kohtaamo.platform.search.terms import clean_all
from kohtaamo.platform.words import is_small_word, lemmas, query_terms

TITLE, KEYWORDS, SUMMARY, BODY = 8, 6, 3, 1
MOST_WORDS = 40  # of a question; a whole mail is cut to so many
ENOUGH = 0.5  # of the question's weight that a text must hold to be an answer
SHORTEST_BEGINNING = 5  # letters
MOST_BEGINNINGS = 5  # words of a question that are looked for by their beginning
PART = 0.6  # of the weight when only a beginning was found


@dataclass
class Match:
    """How a text answers: its score, the share of the question it holds, and whether a word stands at its head."""

    score: float = 0.0
    held: float = 0.0
    is_at_head: bool = False
    words: set[int] = field(default_factory=set)


def index_text(text: ArticleText) -> None:
    """Write down anew the words a published text is found by."""
    weights: dict[str, int] = {}
    parts = ((text.body, BODY), (text.summary, SUMMARY), (text.keywords, KEYWORDS), (text.title, TITLE))
    for words, weight in parts:
        said = as_text(words) if weight == BODY else words
        weights |= dict.fromkeys(clean_all(lemmas(said).split()), weight)
    forget_text(text)
    ArticleWord.objects.bulk_create(
        ArticleWord(text=text, word=word, weight=weight) for word, weight in weights.items()
    )


def forget_text(text: ArticleText) -> None:
    """The text is found no more."""
    ArticleWord.objects.filter(text=text).delete()


def best(question: str, among: QuerySet[ArticleText], *, enough: float = ENOUGH, at_head: bool = False) -> list[int]:
    """The ids of the texts that answer a question, the best first; with ``at_head`` only those whose head has a word."""
    asked = asked_words(question)
    if not asked:
        return []
    matches, whole = _matches(asked, among)
    kept = [
        (match.score, pk)
        for pk, match in matches.items()
        if match.held >= enough * whole and (match.is_at_head or not at_head)
    ]
    return [pk for _score, pk in sorted(kept, key=lambda one: (-one[0], one[1]))]


def asked_words(question: str) -> list[list[str]]:
    """For each telling word of a question, what may stand for it."""
    asked = [terms for terms in map(clean_all, query_terms(question[:2000])) if terms]
    telling = [terms for terms in asked if not is_small_word(terms[0]) and len(terms[0]) > 1]
    return (telling or asked)[:MOST_WORDS]


def _matches(asked: Sequence[Sequence[str]], among: QuerySet[ArticleText]) -> tuple[dict[int, Match], float]:
    count = among.count()
    rows = _rows({term for terms in asked for term in terms}, among)
    found: dict[int, Match] = defaultdict(Match)
    whole, tries = 0.0, MOST_BEGINNINGS
    for place, terms in enumerate(asked):
        held = _holding(terms, rows)
        part = 1.0
        if not held and count and tries:
            tries -= 1
            held, part = _beginning(terms, among), PART
        weight = log(1 + (count - len(held) + 0.5) / (len(held) + 0.5))
        whole += weight
        for pk, best_place in held.items():
            match = found[pk]
            match.score += weight * part * (1 + log(best_place) if best_place > 1 else 1)
            match.held += weight
            match.words.add(place)
            match.is_at_head = match.is_at_head or best_place >= KEYWORDS
    return dict(found), whole


def _rows(terms: set[str], among: QuerySet[ArticleText]) -> dict[str, list[tuple[int, int]]]:
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    found = ArticleWord.objects.filter(word__in=sorted(terms), text__in=among.order_by().values("pk"))
    for word, text, weight in found.values_list("word", "text_id", "weight"):
        rows[word].append((text, weight))
    return rows


def _holding(terms: Sequence[str], rows: dict[str, list[tuple[int, int]]]) -> dict[int, int]:
    held: dict[int, int] = {}
    for term in terms:
        for text, weight in rows.get(term, ()):
            held[text] = max(weight, held.get(text, 0))
    return held


def _beginning(terms: Sequence[str], among: QuerySet[ArticleText]) -> dict[int, int]:
    """Texts that hold a word which begins as one nothing holds whole: *palauttaminen* and *palauttaa*."""
    long = [term for term in terms if len(term) >= SHORTEST_BEGINNING]
    if not long:
        return {}
    alike = Q()
    for term in long:
        alike |= Q(word__startswith=term[:SHORTEST_BEGINNING])
    found = ArticleWord.objects.filter(alike, text__in=among.order_by().values("pk"))
    held: dict[int, tuple[int, int]] = {}
    for word, text, weight in found.values_list("word", "text_id", "weight"):
        common = max(_common(term, word) for term in long)
        if common >= max(SHORTEST_BEGINNING, min(map(len, long)) / 2):
            held[text] = max(held.get(text, (0, 0)), (common, weight))
    longest = max((common for common, _weight in held.values()), default=0)
    return {text: weight for text, (common, weight) in held.items() if common == longest}


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
