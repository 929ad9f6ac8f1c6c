"""Writing single rows where thousands come one after another: the SQL is put together once for each model.

Django puts a statement together anew for every row, which takes several times longer than the database does. These
write the same as ``save`` does; like ``bulk_create`` they send no signals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, transaction
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
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields))
        (row.pk,) = cursor.fetchone()
    _is_stored(row)
    return row


def insert_unless_there(row: Model) -> bool:
    """Insert a row that brings its key; False, and nothing is changed, when another stands in its way."""
    sql, fields = _insertion(type(row), ignore=True)
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields))
        inserted = bool(cursor.rowcount)
    _is_stored(row)
    return inserted


def update(row: Model, names: Sequence[str], **still: object) -> bool:
    """Write these fields of a row where the stored one still has the given values; False when it has not."""
    sql, fields, conditions = _updating(type(row), tuple(names), tuple(still))
    wanted = [
        field.get_db_prep_save(value, connection) for field, value in zip(conditions, still.values(), strict=True)
    ]
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(sql, [*_values(row, fields), row.pk, *wanted])
        return bool(cursor.rowcount)


@cache
def _insertion(model: type[Model], *, ignore: bool) -> tuple[str, Fields]:
    """Django's own statement for one row: only the values differ from row to row."""
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]
    query = InsertQuery(model, on_conflict=OnConflict.IGNORE if ignore else None)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = None if ignore else [model._meta.pk]
    ((sql, _params),) = compiler.as_sql()
    return sql, tuple(fields)


@cache
def _updating(model: type[Model], names: tuple[str, ...], still: tuple[str, ...]) -> tuple[str, Fields, Fields]:
    fields, conditions = _named(model, names), _named(model, still)
    key = model._meta.pk
    changes = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    where = " AND ".join(f"{_quoted(field)} = %s" for field in (key, *conditions))
    table = connection.ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {changes} WHERE {where}", fields, conditions  # noqa: S608 - names of our own columns


def _named(model: type[Model], names: Iterable[str]) -> Fields:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return tuple(fields[name] for name in names)


def _quoted(field: Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(field.column))


def _values(row: Model, fields: Fields) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def _is_stored(row: Model) -> None:
    row._state.adding, row._state.db = False, connection.alias
