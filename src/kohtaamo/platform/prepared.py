"""Questions asked of the database thousands of times over: put into SQL once, asked again with other values.

Django puts a query together anew each time, which takes several times longer than the database needs to answer one
by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet, prefetch_related_objects
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

Given = ParamSpec("Given")
Found = TypeVar("Found")
Shape = tuple[int | None, ...]
_SINGLE = (str, int, datetime)
_MOST = 2**63 - 1


def prepared(build: Callable[Given, QuerySet[Any, Found]]) -> Callable[Given, list[Found]]:
    """Make a function that builds a query from values into one that answers it, putting it together only once.

    Values are texts, whole numbers, moments, or sequences of these (not empty) for ``__in``; all given by position, and
    used only as what fields are compared with. The query gives rows of a model, with what ``select_related``,
    ``prefetch_related`` and annotations bring, or a ``values_list``.
    """
    known: dict[Shape, _Question] = {}

    @wraps(build)
    def ask(*given: Given.args, **named: Given.kwargs) -> list[Found]:
        shape = tuple(None if isinstance(one, _SINGLE) else len(one) for one in given)  # type: ignore[arg-type]
        question = known.get(shape)
        if question is None:
            question = known[shape] = _put(build(*_slots(shape), **named))  # type: ignore[arg-type]
        return question.ask(given)

    return ask


class _Slot(Expression):
    """Where a value goes: the given one at ``place``, or of a sequence given there the one at ``within``."""

    def __init__(self, place: int, within: int | None = None) -> None:
        super().__init__()
        self.place, self.within = place, within

    def as_sql(self, *_arguments: object, **_context: object) -> tuple[str, Any]:
        return "%s", (self,)

    def value(self, given: Sequence[Any]) -> object:
        return given[self.place] if self.within is None else given[self.place][self.within]


def _slots(shape: Shape) -> list[object]:
    return [
        _Slot(place) if length is None else [_Slot(place, within) for within in range(length)]
        for place, length in enumerate(shape)
    ]


@dataclass(frozen=True)
class _Question:
    sql: str
    params: tuple[Any, ...]
    answers: Callable[[Iterable[Any]], list[Any]]

    def ask(self, given: Sequence[Any]) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        params: list[Any] = [one.value(given) if isinstance(one, _Slot) else one for one in self.params]
        if any(isinstance(one, int) and abs(one) > _MOST for one in params):
            return self.answers([])  # SQLite cannot even be asked for a number no row has
        params = [connection.ops.adapt_datetimefield_value(one) if isinstance(one, datetime) else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return self.answers(cursor.fetchall())


def _put(queryset: QuerySet[Any, Any]) -> _Question:
    compiler = queryset.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    sql, params = compiler.as_sql()
    made = _maker(queryset, compiler)
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    besides = queryset._prefetch_related_lookups  # type: ignore[attr-defined]

    def answers(rows: Iterable[Any]) -> list[Any]:
        found = [made(row) for row in (compiler.apply_converters(rows, converters) if converters else rows)]
        if found and besides:
            prefetch_related_objects(found, *besides)
        return found

    return _Question(sql, tuple(params), answers)


def _maker(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What becomes of a row of columns: what iterating over the query would give."""
    if issubclass(queryset._iterable_class, FlatValuesListIterable):
        return lambda row: row[0]
    if not issubclass(queryset._iterable_class, ModelIterable):
        return tuple
    fields = compiler.klass_info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
    related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    annotations = (compiler.annotation_col_map or {}).items()

    def made(row: Sequence[Any]) -> Model:
        one: Model = queryset.model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for each in related:
            each.populate(row, one)
        for name, place in annotations:
            setattr(one, name, row[place])
        return one

    return made
