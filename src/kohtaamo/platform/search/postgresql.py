"""Asking PostgreSQL's text index, which can tell neither which words are common nor which of their things are newest.

A common word is in a good part of all there is, and the index gathers that part before the first thing is shown. So
the newest of each kind are looked through first, one by one; when they do not fill the list the index is asked, which
is quick for rare words; and what is too many for it is read from the newest backwards, which finds common words soon.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from kohtaamo.platform.search.hits import Hit, Word

NEWEST = 2000  # documents of a kind looked through one by one, in a few milliseconds
NEWEST_OF_BEGUN = 8000  # for a word that is only begun: all that begin so are gathered from the index, for long
FEW = 3000  # hits that are sorted in a moment
Row = tuple[int, str, int, int]  # the document's number, and the hit

_NEWEST = (
    "SELECT id, kind, object_id, group_id FROM (SELECT * FROM search_document WHERE kind = %s"
    " ORDER BY object_id DESC LIMIT %s) d WHERE tokens @@ %s::tsquery ORDER BY object_id DESC LIMIT %s"
)
_OF_FEW = (
    "WITH few AS MATERIALIZED (SELECT id, kind, object_id, group_id FROM search_document"  # noqa: S608 - our own number
    f" WHERE tokens @@ %s::tsquery LIMIT {FEW + 1})"
    " SELECT id, kind, object_id, group_id, count(*) OVER () FROM few ORDER BY id DESC LIMIT %s"
)
_OF_MANY = (
    "SELECT id, kind, object_id, group_id FROM search_document WHERE kind = %s AND tokens @@ %s::tsquery"
    " ORDER BY object_id DESC LIMIT %s"
)
_OF_ALL = (
    "SELECT id, kind, object_id, group_id FROM search_document WHERE tokens @@ %s::tsquery ORDER BY id DESC LIMIT %s"
)


def on_postgresql(words: list[Word], within: list[list[str]], kinds: Sequence[str], limit: int) -> list[Hit]:
    """At most ``limit`` things of these kinds (any when empty) with every word, the latest first."""
    parts = ["(" + " | ".join(_lexemes(word)) + ")" for word in words]
    parts += ["(" + " | ".join(f"'{token}'" for token in tokens) + ")" for tokens in within]
    question = " & ".join(parts)
    with transaction.atomic(), connection.cursor() as cursor:
        depth = NEWEST_OF_BEGUN if any(word.beginnings for word in words) else NEWEST
        rows = _of_each(cursor, _NEWEST, kinds, [depth, question, limit])
        if len(rows) < limit:
            rows = _indexed(cursor, question, kinds, limit)
    return [Hit(*row[1:4]) for row in sorted(rows, reverse=True)[:limit]]


def _of_each(cursor: CursorWrapper, sql: str, kinds: Sequence[str], given: Sequence[str | int]) -> list[Row]:
    found: list[Row] = []
    for kind in kinds:
        cursor.execute(sql, [kind, *given])
        found += cursor.fetchall()
    return found


def _indexed(cursor: CursorWrapper, question: str, kinds: Sequence[str], limit: int) -> list[Row]:
    cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    cursor.execute(_OF_FEW, [question, limit])
    rows = cursor.fetchall()
    cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
    if not rows or rows[0][4] <= FEW:
        return [row[:4] for row in rows]
    if kinds:
        return _of_each(cursor, _OF_MANY, kinds, [question, limit])
    cursor.execute(_OF_ALL, [question, limit])
    return list(cursor.fetchall())


def _lexemes(word: Word) -> list[str]:
    return [f"'{term}'{':*' if term in word.beginnings else ''}" for term in word.terms]
