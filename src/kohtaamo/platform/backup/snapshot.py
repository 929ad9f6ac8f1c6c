"""A view of the whole database as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """What this thread reads inside is of one moment: a read transaction of SQLite's write-ahead log, or a
    repeatable-read transaction of PostgreSQL. Neither holds up those who write. A connection of its own stands in for
    the thread's usual one meanwhile."""
    usual = connections[DEFAULT_DB_ALIAS]
    ours: Any = connections.create_connection(DEFAULT_DB_ALIAS)
    ours.settings_dict = _settings(usual.settings_dict)
    connections[DEFAULT_DB_ALIAS] = ours
    try:
        with transaction.atomic(), ours.cursor() as cursor:
            if ours.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT count(*) FROM django_migrations")  # the moment is that of the first reading
            yield
    finally:
        ours.close()
        connections[DEFAULT_DB_ALIAS] = usual


def _settings(ours: dict[str, Any]) -> dict[str, Any]:
    options = {key: value for key, value in ours["OPTIONS"].items() if key != "pool"}
    if "transaction_mode" in options:
        options["transaction_mode"] = "DEFERRED"
    return {**ours, "OPTIONS": options}
