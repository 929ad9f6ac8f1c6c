"""Writing single rows where thousands come one after another: the SQL is put together once for each model.

Django puts a statement together anew for every row, which takes several times longer than the database does. These
write the same as ``save`` does; like ``bulk_create`` they send no signals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField, Field, Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

Row = TypeVar("Row", bound=Model)
Fields = tuple["Field[Any, Any]", ...]


def insert(row: Row) -> Row:
    """Insert a new row of a model whose keys the database gives; it has its key afterwards.

    Raises ``IntegrityError`` as ``save`` does.
    """
    sql, fields = _insertion(type(row), ignore=False)
    with _cursor() as (cursor, database):
        cursor.execute(sql, _values(row, fields, database))
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def insert_unless_there(row: Model) -> bool:
    """Insert a row; False, and nothing is changed, when another stands in its way. A key the database gives is not
    told."""
    sql, fields = _insertion(type(row), ignore=True)
    with _cursor() as (cursor, database):
        cursor.execute(sql, _values(row, fields, database))
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return bool(cursor.rowcount)


def update(row: Model, names: Sequence[str], **still: object) -> bool:
    """Write these fields of a row where the stored one still has the given values; False when it has not."""
    sql, fields, conditions = _updating(type(row), tuple(names), tuple(still))
    with _cursor() as (cursor, database):
        wanted = [field.get_db_prep_save(still[field.name], database) for field in conditions]
        cursor.execute(sql, [*_values(row, fields, database), row.pk, *wanted])
        return bool(cursor.rowcount)


@contextmanager
def _cursor() -> Iterator[tuple[CursorWrapper, BaseDatabaseWrapper]]:
    """A cursor, and the connection itself: Django's stand-in for it is looked up anew at every touch."""
    database = connections[DEFAULT_DB_ALIAS]
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), database.cursor() as cursor:
        yield cursor, database


@cache
def _insertion(model: type[Model], *, ignore: bool) -> tuple[str, Fields]:
    """Django's own statement for one row: only the values differ from row to row."""
    fields = [f for f in model._meta.local_concrete_fields if not isinstance(f, AutoField) and not f.generated]
    query = InsertQuery(model, on_conflict=OnConflict.IGNORE if ignore else None)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    compiler.returning_fields = None if ignore else [model._meta.pk]
    ((sql, _params),) = compiler.as_sql()
    return sql, tuple(fields)


@cache
def _updating(model: type[Model], names: tuple[str, ...], still: tuple[str, ...]) -> tuple[str, Fields, Fields]:
    fields, conditions = _named(model, names), _named(model, still)
    key = model._meta.pk
    changes = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    where = " AND ".join(f"{_quoted(field)} = %s" for field in (key, *conditions))
    table = connections[DEFAULT_DB_ALIAS].ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {changes} WHERE {where}", fields, conditions  # noqa: S608 - names of our own columns


def _named(model: type[Model], names: Iterable[str]) -> Fields:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return tuple(fields[name] for name in names)


def _quoted(field: Field[Any, Any]) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(str(field.column))


def _values(row: Model, fields: Fields, database: BaseDatabaseWrapper) -> list[Any]:
    values = [(field, getattr(row, field.attname)) for field in fields]
    return [None if value is None else field.get_db_prep_save(value, database) for field, value in values]
