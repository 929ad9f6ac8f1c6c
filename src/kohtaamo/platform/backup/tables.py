"""The tables of this version, and how a row is written down so that either database can take it back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, BinaryField, DateTimeField, DecimalField, Field, JSONField, Model, UUIDField

AT_ONCE = 1000  # rows


class Table:
    """One table, its columns in a fixed order, and its rows there and back."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.fields: list[Field[Any, Any]] = [each for each in model._meta.local_concrete_fields if not each.generated]

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    def arrange(self, columns: list[str]) -> bool:
        """Take columns in this order from now on; False when they are not the same ones. A model tells its fields in
        another order than the migrations that made them."""
        known = {str(field.column): field for field in self.fields}
        if sorted(columns) != sorted(known):
            return False
        self.fields = [known[column] for column in columns]
        return True

    @property
    def counts_itself(self) -> bool:
        """Whether the database gives the keys."""
        return isinstance(self.model._meta.pk, AutoField)

    def lines(self) -> Iterator[str]:
        """Each row as a line of JSON, in the order of keys."""
        names = [field.attname for field in self.fields]
        rows = self.model._base_manager.order_by("pk").values_list(*names)
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":"))

    def count(self) -> int:
        return int(self.model._base_manager.count())

    def values(self, line: str) -> list[Any]:
        """The row of a line as the database takes it. Raises ``ValueError`` when it does not fit."""
        told = json.loads(line)
        return [None if value is None else read(value) for value, read in zip(told, self._readers, strict=True)]

    @cached_property
    def _readers(self) -> list[Callable[[Any], Any]]:
        return [_reader(field) for field in self.fields]

    def insert(self, rows: Iterator[list[Any]]) -> None:
        """Put the rows in; one after another, in no more memory than a few."""
        database = connections[DEFAULT_DB_ALIAS]
        quote = database.ops.quote_name
        columns = ", ".join(map(quote, self.columns))
        with database.cursor() as cursor:
            if database.vendor == "postgresql":
                with cursor.copy(f"COPY {quote(self.name)} ({columns}) FROM STDIN") as out:
                    for row in rows:
                        out.write_row(row)
                return
            marks = ", ".join(["%s"] * len(self.fields))
            sql = f"INSERT INTO {quote(self.name)} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own columns
            for part in _parts(rows):
                cursor.executemany(sql, part)


def tables() -> list[Table]:
    """Every table of this version, in the order of names."""
    models = apps.get_models(include_auto_created=True)
    kept = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
    return [Table(kept[name]) for name in sorted(kept)]


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written down")


def _reader(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """What turns the written value of a field into the one the default database takes."""
    database = connections[DEFAULT_DB_ALIAS]
    target: Any = getattr(field, "target_field", field)
    before: Callable[[Any], Any] = _BEFORE.get(type(target).__name__, lambda value: value)
    for kind, read in _READ:
        if isinstance(target, kind):
            before = read
    return lambda value: target.get_db_prep_save(before(value), database)


_READ: Sequence[tuple[type, Callable[[Any], Any]]] = (
    (DateTimeField, datetime.fromisoformat),
    (DecimalField, Decimal),
    (UUIDField, UUID),
    (BinaryField, base64.b64decode),
    (JSONField, lambda value: value),
)
_BEFORE: dict[str, Callable[[Any], Any]] = {
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DurationField": lambda value: timedelta(seconds=float(value)),
}


def _parts(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    part = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part
