"""What stands beside the tickets in an export: people, and words apart. It may be most of the file, so it waits on disk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

Row = dict[str, Any]
LATELY = 5000  # people asked for, who may well be asked for again
_TABLES = (
    "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-16000", "BEGIN",
    "CREATE TABLE person (id TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE words (ticket TEXT NOT NULL, told TEXT NOT NULL)",
)  # fmt: skip


class Beside:
    """People by id, and words by the ticket they belong to."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._is_ordered = False
        self._lately: dict[str, Row] = {}
        for statement in _TABLES:
            database.execute(statement)

    def put_person(self, number: str, told: Row) -> None:
        """Told of twice, the last holds. All are put before one is asked for."""
        self._database.execute("INSERT OR REPLACE INTO person VALUES (?, ?)", (_letters(number), json.dumps(told)))

    def put_words(self, ticket: str, told: Row) -> None:
        """Words that belong to a ticket, after those before."""
        self._database.execute("INSERT INTO words VALUES (?, ?)", (_letters(ticket), json.dumps(told)))

    def person(self, told: Any) -> Row:
        """The person told by an object or by an id; empty when not known."""
        if isinstance(told, dict):
            return told
        number = str(told)
        if number not in self._lately:
            if len(self._lately) >= LATELY:
                self._lately.clear()
            self._lately[number] = self._person(number)
        return self._lately[number]

    def _person(self, number: str) -> Row:
        found = self._database.execute("SELECT told FROM person WHERE id = ?", (_letters(number),)).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def words(self, ticket: str) -> list[Row]:
        """The words of a ticket in their order. Put in order once all are laid aside."""
        if not self._is_ordered:
            self._database.execute("CREATE INDEX words_of ON words (ticket)")
            self._is_ordered = True
        asked = "SELECT told FROM words WHERE ticket = ? ORDER BY rowid"
        return [json.loads(told) for (told,) in self._database.execute(asked, (_letters(ticket),))]


def _letters(number: str) -> str:
    """A database holds no half letters."""
    return number.encode("utf-8", "backslashreplace").decode()


@contextmanager
def laid_aside() -> Iterator[Beside]:
    """Room for as long as a file is read: a nameless file of SQLite's, of which nothing is left whatever happens."""
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        yield Beside(database)
