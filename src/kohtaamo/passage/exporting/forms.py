"""Rows in CSV, JSON lines and Parquet, written as they come: memory does not grow with the table."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    FloatField,
    IntegerField,
    JSONField,
)

FORMATS = ("csv", "jsonl", "parquet")
IN_GROUP = 10_000  # rows of a Parquet row group
_FORMULA = re.compile(r"[=@\t\r]|[+\-][^\d\s]")  # what a spreadsheet would run instead of showing
Row = Sequence[Any]


def write(format: str, path: Path, fields: Sequence[Field[Any, Any]], rows: Iterable[Row]) -> None:
    """Write the rows to ``path`` in one of ``FORMATS``."""
    {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}[format](path, fields, rows)


def _csv(path: Path, fields: Sequence[Field[Any, Any]], rows: Iterable[Row]) -> None:
    """RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need. Words that a spreadsheet would run as a formula
    get an apostrophe in front."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([field.attname for field in fields])
        for row in rows:
            out.writerow([safe_cell(value) for value in row])


def safe_cell(value: Any) -> Any:
    """The value as a spreadsheet may be given it: words it would run as a formula get an apostrophe in front."""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return _plain(value)


def _jsonl(path: Path, fields: Sequence[Field[Any, Any]], rows: Iterable[Row]) -> None:
    names = [field.attname for field in fields]
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            told = dict(zip(names, row, strict=True))
            file.write(json.dumps(told, ensure_ascii=False, default=_plain) + "\n")


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value)


def _parquet(path: Path, fields: Sequence[Field[Any, Any]], rows: Iterable[Row]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([(field.attname, _arrow(pa, field)) for field in fields])
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        source = iter(rows)
        while group := list(islice(source, IN_GROUP)):
            columns = zip(*group, strict=True)
            arrays = [
                pa.array([_fitting(value, kind) for value in column], type=kind)
                for column, kind in zip(columns, schema.types, strict=True)
            ]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _arrow(pa: Any, field: Field[Any, Any]) -> Any:
    target: Any = getattr(field, "target_field", field)
    kinds = (
        (BooleanField, pa.bool_()), (IntegerField, pa.int64()), (FloatField, pa.float64()),
        (DateTimeField, pa.timestamp("us", tz="UTC")), (DateField, pa.date32()), (JSONField, pa.string()),
    )  # fmt: skip
    return next((kind for of, kind in kinds if isinstance(target, of)), pa.string())


def _fitting(value: Any, kind: Any) -> Any:
    if value is None or str(kind) != "string" or isinstance(value, str):
        return value
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, UUID) else _plain(value)
