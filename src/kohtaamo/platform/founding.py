"""A new database made at once: every table as it is now, then what the changes so far put into tables.

Step by step, Django draws all models anew for each of some 140 changes, most of a minute on a small machine, for tables
in which nothing stands yet. Made at once they are the same, which ``tests/platform/test_founding.py`` holds. Where a
change is of a kind not known here, or anything stands in the database already, the steps are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunPython, RunSQL, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

OF_TABLES = tuple(
    getattr(operations, name) for name in operations.__all__ if name not in {"RunPython", "RunSQL", "SeparateDatabaseAndState"}
)  # fmt: skip
Steps = list[tuple[Migration, bool]]


def found(connection: BaseDatabaseWrapper) -> bool:
    """Make all tables of an empty database and write down every change as done; false when it is not for this way."""
    executor = MigrationExecutor(connection)
    steps: Steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if executor.loader.applied_migrations or not _is_empty(connection) or not _are_known(steps):
        return False
    executor.recorder.ensure_schema()
    state = executor.loader.project_state()
    with connection.schema_editor() as editor:  # all of it or nothing
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration, _backwards in steps:
            for operation in _of_rows(migration):
                operation.database_forwards(migration.app_label, editor, state, state)
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True


def _is_empty(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        return not set(connection.introspection.table_names(cursor)) - {MigrationRecorder.Migration._meta.db_table}


def _are_known(steps: Steps) -> bool:
    return all(
        isinstance(operation, (*OF_TABLES, RunPython, RunSQL)) for step, _ in steps for operation in step.operations
    )


def _of_rows(migration: Migration) -> Iterator[Any]:
    """What is done to rows and by hand. What libraries do to theirs is to rows of which a new database has none."""
    every = migration.operations if migration.__module__.startswith("kohtaamo.") else ()
    return (each for each in every if isinstance(each, (RunPython, RunSQL)))
