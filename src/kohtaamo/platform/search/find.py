"""Finding: the newest things that hold every word of the question, within the viewer's scopes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from kohtaamo.platform.search.terms import clean_all, kind_token, scope_token, shelved
from kohtaamo.platform.words import query_terms

MOST_WORDS = 12  # of a question; more only slows it
SHORTEST_BEGINNING = 3  # letters


@dataclass(frozen=True)
class Hit:
    """A found thing: what it is, where it belongs."""

    kind: str
    object_id: int
    group_id: int


@dataclass(frozen=True)
class _Word:
    """What may stand for one word asked: any of ``terms``, or any word that begins with one of ``beginnings``."""

    terms: list[str]
    beginnings: list[str] = field(default_factory=list)


def find(
    text: str, *, scopes: Sequence[str] | None, kinds: Sequence[str] = (), limit: int = 50, begun: bool = False,
    shelf: str = "",
) -> list[Hit]:  # fmt: skip
    """Hits, the latest indexed first. ``scopes`` None means everything may be seen; an empty list finds nothing.

    With ``begun`` the last word may be only begun, as while it is being typed; those that hold it whole come first.
    """
    asked = [terms for terms in map(clean_all, query_terms(text[:500])) if terms][:MOST_WORDS]
    words = [_Word(shelved(shelf, terms)) for terms in asked]
    if not words or (scopes is not None and not scopes):
        return []
    within = [[kind_token(kind) for kind in kinds]] if kinds else []
    if scopes is not None:
        within.append([scope_token(scope) for scope in scopes])
    hits = _hits(words, within, limit)
    beginnings = shelved(shelf, [term for term in asked[-1] if len(term) >= SHORTEST_BEGINNING]) if begun else []
    if beginnings and len(hits) < limit:
        hits += _hits([*words[:-1], _Word(words[-1].terms, beginnings)], within, limit)
    return list(dict.fromkeys(hits))[:limit]


def _hits(words: list[_Word], within: list[list[str]], limit: int) -> list[Hit]:
    if connection.vendor == "postgresql":
        return _postgresql(words, within, limit)
    sql, question = _sqlite(words, within)
    with connection.cursor() as cursor:
        cursor.execute(sql, [question, limit])
        return [Hit(*row) for row in cursor.fetchall()]


_COLUMNS = "SELECT d.kind, d.object_id, d.group_id FROM search_document d"


def _sqlite(words: list[_Word], within: list[list[str]]) -> tuple[str, str]:
    parts = ["words : (" + " OR ".join(_phrases(word)) + ")" for word in words]
    parts += ["scope : (" + " OR ".join(f'"{token}"' for token in tokens) + ")" for tokens in within]
    # In the order of the text index itself, from its end: the newest come first without all being sorted.
    sql = (
        f"{_COLUMNS} JOIN search_words w ON w.rowid = d.id WHERE w.search_words MATCH %s ORDER BY w.rowid DESC LIMIT %s"
    )
    return sql, " AND ".join(parts)


def _phrases(word: _Word) -> list[str]:
    return [f'"{term}"{"*" if term in word.beginnings else ""}' for term in word.terms]


FEW = 3000  # hits that are sorted in a moment
_OF_FEW = (
    "WITH few AS MATERIALIZED (SELECT d.id, d.kind, d.object_id, d.group_id FROM search_document d"  # noqa: S608 - our own number
    f" WHERE d.tokens @@ %s::tsquery LIMIT {FEW + 1})"
    " SELECT kind, object_id, group_id, count(*) OVER () FROM few ORDER BY id DESC LIMIT %s"
)
_OF_MANY = f"{_COLUMNS} WHERE d.tokens @@ %s::tsquery ORDER BY d.id DESC LIMIT %s"


def _postgresql(words: list[_Word], within: list[list[str]], limit: int) -> list[Hit]:
    """Rare words by the text index, common ones from the newest backwards: PostgreSQL cannot tell which a word is."""
    parts = ["(" + " | ".join(_lexemes(word)) + ")" for word in words]
    parts += ["(" + " | ".join(f"'{token}'" for token in tokens) + ")" for tokens in within]
    question = " & ".join(parts)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(_OF_FEW, [question, limit])
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
        if rows and rows[0][3] > FEW:
            cursor.execute(_OF_MANY, [question, limit])
            rows = cursor.fetchall()
    return [Hit(*row[:3]) for row in rows]


def _lexemes(word: _Word) -> list[str]:
    return [f"'{term}'{':*' if term in word.beginnings else ''}" for term in word.terms]
