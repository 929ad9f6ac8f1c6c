"""Asking PostgreSQL's text index, which can tell neither which words are common nor which of their things are newest.

A common word is in a good part of all there is, and the index gathers that part before the first thing is shown; for a
word that is only begun it gathers everything that begins so. To look at things one by one from the newest backwards
takes half a microsecond each. So the newest are looked through first, on and on while that promises to fill the list;
when it does not, the index is asked, for whole words before beginnings; and what is too many for it is read backwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from kohtaamo.platform.search.hits import Hit, Word

NEWEST = 2000  # documents of a kind looked through first, in a millisecond
FURTHER = 40_000  # looked through when the newest promise enough, in twenty
FEW = 3000  # hits that are sorted in a moment
Row = tuple[int, str, int, int]  # the document's number, and the hit

_NEWEST = (
    "SELECT id, kind, object_id, group_id FROM (SELECT * FROM search_document WHERE kind = %s"
    " ORDER BY object_id DESC LIMIT %s) d WHERE tokens @@ %s::tsquery ORDER BY object_id DESC LIMIT %s"
)
_OF_FEW = (
    "WITH few AS MATERIALIZED (SELECT id, kind, object_id, group_id, tokens FROM search_document"  # noqa: S608 - our own number
    f" WHERE tokens @@ %s::tsquery LIMIT {FEW + 1})"
    " SELECT count, id, kind, object_id, group_id FROM (SELECT count(*) FROM few) counted LEFT JOIN LATERAL"
    " (SELECT * FROM few WHERE tokens @@ %s::tsquery ORDER BY id DESC LIMIT %s) found ON true"
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
    asked = _question(words, within)
    whole = [word for word in words if not word.beginnings]
    with transaction.atomic(), connection.cursor() as cursor:
        rows = _newest(cursor, asked, kinds, limit)
        if len(rows) < limit:
            rows = _indexed(cursor, asked, _question(whole, within) if whole else asked, kinds, limit)
    return [Hit(*row[1:4]) for row in sorted(rows, reverse=True)[:limit]]


def _newest(cursor: CursorWrapper, asked: str, kinds: Sequence[str], limit: int) -> list[Row]:
    """Of the newest of each kind; fewer than ``limit`` when more of them are to be found otherwise."""
    rows = _of_each(cursor, _NEWEST, kinds, [NEWEST, asked, limit])
    if len(rows) < limit and limit * NEWEST <= len(rows) * FURTHER:
        rows = _of_each(cursor, _NEWEST, kinds, [FURTHER, asked, limit])
    return rows


def _of_each(cursor: CursorWrapper, sql: str, kinds: Sequence[str], given: Sequence[str | int]) -> list[Row]:
    found: list[Row] = []
    for kind in kinds:
        cursor.execute(sql, [kind, *given])
        found += cursor.fetchall()
    return found


def _indexed(cursor: CursorWrapper, asked: str, whole: str, kinds: Sequence[str], limit: int) -> list[Row]:
    """By the index: for ``whole`` words first, among which ``asked`` is looked for, then for all that is asked."""
    for question in dict.fromkeys([whole, asked]):
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(_OF_FEW, [question, asked, limit])
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
        if rows[0][0] <= FEW:
            return [row[1:] for row in rows if row[1] is not None]
    if kinds:
        return _of_each(cursor, _OF_MANY, kinds, [asked, limit])
    cursor.execute(_OF_ALL, [asked, limit])
    return list(cursor.fetchall())


def _question(words: list[Word], within: list[list[str]]) -> str:
    parts = ["(" + " | ".join(_lexemes(word)) + ")" for word in words]
    parts += ["(" + " | ".join(f"'{token}'" for token in tokens) + ")" for tokens in within]
    return " & ".join(parts)


def _lexemes(word: Word) -> list[str]:
    return [f"'{term}'{':*' if term in word.beginnings else ''}" for term in word.terms]
