"""Finding: the newest things that hold every word of the question, within the viewer's scopes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from kohtaamo.platform.search.hits import Hit, Word
from kohtaamo.platform.search.postgresql import on_postgresql
from kohtaamo.platform.search.terms import clean_all, kind_token, scope_token, shelved
from kohtaamo.platform.words import query_terms

MOST_WORDS = 12  # of a question; more only slows it
SHORTEST_BEGINNING = 3  # letters


def find(
    text: str, *, scopes: Sequence[str] | None, kinds: Sequence[str] = (), limit: int = 50, begun: bool = False,
    shelf: str = "",
) -> list[Hit]:  # fmt: skip
    """Hits, the latest indexed first. ``scopes`` None means everything may be seen; an empty list finds nothing.

    With ``begun`` the last word may be only begun, as while it is being typed; those that hold it whole come first.
    """
    asked = [terms for terms in map(clean_all, query_terms(text[:500])) if terms][:MOST_WORDS]
    words = [Word(shelved(shelf, terms)) for terms in asked]
    if not words or (scopes is not None and not scopes):
        return []
    within = [[kind_token(kind) for kind in kinds]] if kinds else []
    if scopes is not None:
        within.append([scope_token(scope) for scope in scopes])
    hits = _hits(words, within, kinds, limit)
    beginnings = shelved(shelf, [term for term in asked[-1] if len(term) >= SHORTEST_BEGINNING]) if begun else []
    if beginnings and len(hits) < limit:
        hits += _hits([*words[:-1], Word(words[-1].terms, beginnings)], within, kinds, limit)
    return list(dict.fromkeys(hits))[:limit]


def _hits(words: list[Word], within: list[list[str]], kinds: Sequence[str], limit: int) -> list[Hit]:
    if connection.vendor == "postgresql":
        return on_postgresql(words, within, kinds, limit)
    sql, question = _sqlite(words, within)
    with connection.cursor() as cursor:
        cursor.execute(sql, [question, limit])
        return [Hit(*row) for row in cursor.fetchall()]


def _sqlite(words: list[Word], within: list[list[str]]) -> tuple[str, str]:
    parts = ["words : (" + " OR ".join(_phrases(word)) + ")" for word in words]
    parts += ["scope : (" + " OR ".join(f'"{token}"' for token in tokens) + ")" for tokens in within]
    # In the order of the text index itself, from its end: the newest come first without all being sorted.
    sql = (
        "SELECT d.kind, d.object_id, d.group_id FROM search_document d JOIN search_words w ON w.rowid = d.id"
        " WHERE w.search_words MATCH %s ORDER BY w.rowid DESC LIMIT %s"
    )
    return sql, " AND ".join(parts)


def _phrases(word: Word) -> list[str]:
    return [f'"{term}"{"*" if term in word.beginnings else ""}' for term in word.terms]
