"""Finding: the newest things that hold every word of the question, within the viewer's scopes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from django.db import connection

from kohtaamo.platform.words import query_terms

_TERM = re.compile(r"[^\w@.+\-]", re.UNICODE)


@dataclass(frozen=True)
class Hit:
    """A found thing: what it is, where it belongs."""

    kind: str
    object_id: int
    group_id: int


def find(text: str, *, scopes: Sequence[str] | None, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """Hits, newest first. ``scopes`` None means everything may be seen; an empty list finds nothing."""
    words = [[_TERM.sub("", term) for term in terms] for terms in query_terms(text)]
    words = [[term for term in terms if term] for terms in words]
    words = [terms for terms in words if terms]
    if not words or (scopes is not None and not scopes):
        return []
    sql, values = _postgresql(words, scopes) if connection.vendor == "postgresql" else _sqlite(words, scopes)
    if kinds:
        sql += f" AND d.kind IN ({', '.join(['%s'] * len(kinds))})"
        values += list(kinds)
    sql += " ORDER BY d.id DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit])
        rows = cursor.fetchall()
    return [Hit(*row) for row in rows]


_COLUMNS = "SELECT d.kind, d.object_id, d.group_id FROM search_document d"


def _sqlite(words: list[list[str]], scopes: Sequence[str] | None) -> tuple[str, list[object]]:
    every = " AND ".join("(" + " OR ".join(_quoted(term) for term in terms) + ")" for terms in words)
    match = f"words : ({every})"
    if scopes is not None:
        match += " AND scope : (" + " OR ".join(f'"{scope}"' for scope in scopes) + ")"
    return f"{_COLUMNS} JOIN search_words w ON w.rowid = d.id WHERE w.search_words MATCH %s", [match]


def _quoted(term: str) -> str:
    star = term.endswith("*")
    return '"' + term.rstrip("*").replace('"', '""') + '"' + ("*" if star else "")


def _postgresql(words: list[list[str]], scopes: Sequence[str] | None) -> tuple[str, list[object]]:
    every = " & ".join("(" + " | ".join(_lexeme(term) for term in terms) + ")" for terms in words)
    if scopes is not None:
        every = f"({every}) & (" + " | ".join(f"'{scope}'" for scope in scopes) + ")"
    return f"{_COLUMNS} WHERE d.tokens @@ %s::tsquery", [every]


def _lexeme(term: str) -> str:
    star = term.endswith("*")
    return "'" + term.rstrip("*").replace("'", "''").replace("\\", "\\\\") + "'" + (":*" if star else "")
