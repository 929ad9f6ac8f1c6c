"""The numbers rows will be given next: kept with a backup, so that no number is ever given twice."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from django.db.backends.utils import CursorWrapper

from kohtaamo.platform.backup.tables import Table


def last_numbers(every: list[Table]) -> dict[str, int]:
    """The highest number ever given in each table that counts itself."""
    database = connection
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            return {table.name: _last(cursor, table) for table in every if table.counts_itself}
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        known = dict(cursor.fetchall())
        return {table.name: int(known.get(table.name, 0)) for table in every if table.counts_itself}


def _last(cursor: CursorWrapper, table: Table) -> int:
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.model._meta.pk.column])
    (sequence,) = cursor.fetchone() or ("",)
    cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - the database's own name
    value, is_called = cursor.fetchone() or (0, False)
    return int(value) if is_called else 0


def go_on_from(every: list[Table], numbers: Mapping[str, int]) -> None:
    """Let the next row of each table be numbered after the highest ever given."""
    database = connection
    with database.cursor() as cursor:
        for table in every:
            if not table.counts_itself:
                continue
            last = numbers.get(table.name, 0)
            if database.vendor == "postgresql":
                key = database.ops.quote_name(str(table.model._meta.pk.column))
                highest = f"(SELECT coalesce(max({key}), 0) FROM {database.ops.quote_name(table.name)})"  # noqa: S608
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest({highest}, %s, 1),"
                    f" greatest({highest}, %s) > 0)",
                    [table.name, table.model._meta.pk.column, last, last],
                )
            elif last:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s AND seq < %s", [table.name, last])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s"
                    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
                    [table.name, last, table.name],
                )
