"""Bringing a backup of an older version to this one, in a process and an embedded database of its own.

Run as ``python -m kohtaamo.platform.backup.raising OLD NEW`` with an empty ``KOHTAAMO_DATA``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import django


def main(old: Path, new: Path) -> None:
    """Make the tables as they were, put the rows in, migrate, and write them down anew."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from kohtaamo.platform.backup.archive import Reading, Writing
    from kohtaamo.platform.backup.make import migrations_of
    from kohtaamo.platform.backup.numbers import last_numbers
    from kohtaamo.platform.backup.restore import put_rows
    from kohtaamo.platform.backup.tables import Table, tables

    archive = Reading(old)
    theirs = {(app, name) for app, names in archive.contents.migrations.items() for name in names}
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    then = [
        each for each in theirs if each in graph.nodes and not any(child in theirs for child in _after(graph, each))
    ]
    state = executor.migrate(then)
    models = [model for model in state.apps.get_models(include_auto_created=True) if model._meta.managed]
    every = [Table(model) for _name, model in sorted((model._meta.db_table, model) for model in models)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in every:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - our own table
        put_rows(archive, every, lambda done, of: None)
    call_command("migrate", verbosity=0, interactive=False)

    writing = Writing(new)
    writing.contents.migrations = migrations_of()
    writing.contents.numbers = last_numbers(tables())
    for table in tables():
        writing.table(table.name, table.columns, table.lines())
    writing.close()


def _after(graph: Any, key: tuple[str, str]) -> list[tuple[str, str]]:
    """What stands on a migration within its own app."""
    return [child.key for child in graph.node_map[key].children if child.key[0] == key[0]]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
