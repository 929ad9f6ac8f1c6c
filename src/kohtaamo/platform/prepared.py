"""Questions asked of the database thousands of times over: put into SQL once, asked again with other values.

Django puts a query together anew each time, which takes several times longer than the database needs to answer one
by its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet, prefetch_related_objects
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

Given = ParamSpec("Given")
Found = TypeVar("Found")
Form = int | tuple[int, Hashable] | None  # of a given value: a single one, so many, or one who looks, of so many teams
_SINGLE = (str, int, date)
_MOST = 2**63 - 1
_MOMENT = re.compile(r"20\d\d-\d\d-\d\d")


class Looks(Protocol):
    """One who looks: what they may see follows from who they are, their teams and their ``sight``."""

    pk: Any

    @property
    def team_ids(self) -> Collection[int]: ...

    @property
    def sight(self) -> tuple[bool, frozenset[str]]:
        """Whether they serve still, and their rights."""
        ...


def prepared(build: Callable[Given, QuerySet[Any, Found]]) -> Callable[Given, list[Found]]:
    """Make a function that builds a query from values into one that answers it, putting it together only once.

    Values given by position are texts, whole numbers, days, moments, sequences of these for ``__in`` (of numbers also
    empty), or one who looks; they are used only as what fields are compared with (the teams of one who looks as ``team__id__in``). What is given
    by name (a number of rows, whether or not) is part of the question: each is put together by itself. The query gives
    rows of a model, with what ``select_related``, ``prefetch_related`` and annotations bring, or a ``values_list``.

    Raises ``TypeError`` when a moment is put into the question itself: it would be the same ever after.
    """
    known: dict[Hashable, _Question | None] = {}

    def question_for(forms: tuple[Form, ...], named: dict[str, Any]) -> _Question | None:
        """None when the question is about the teams of one who looks, and their number was not told."""
        shape = (forms, tuple(named.items()))
        if shape not in known:
            try:
                known[shape] = _put(build(*_slots(forms), **named))  # type: ignore[arg-type]
            except _TeamsAsked:
                known[shape] = None
        return known[shape]

    @wraps(build)
    def ask(*given: Given.args, **named: Given.kwargs) -> list[Found]:
        values = [_told(one) for one in given]
        question = question_for(tuple(form for form, _value in values), named)
        if question is None:
            values = [_told(one, with_teams=True) for one in given]
            question = question_for(tuple(form for form, _value in values), named)
            assert question is not None
        return question.ask([value for _form, value in values])

    return ask


class _TeamsAsked(Exception):
    """The question is about the teams of one who looks: they are read only then."""


def _told(given: object, *, with_teams: bool = False) -> tuple[Form, Any]:
    """The form of a value and the value itself, a sequence as long as its form says."""
    if isinstance(given, _SINGLE):
        return None, given
    if hasattr(given, "sight"):
        looks: Looks = cast("Looks", given)
        teams = _filled(sorted(looks.team_ids)) if with_teams else []
        return (len(teams), looks.sight), [looks.pk, *teams]
    found = _filled(list(given))  # type: ignore[call-overload]
    return len(found), found


def _filled(values: list[Any]) -> list[Any]:
    """As many as a power of two by telling the last again, so that few lengths are ever asked for."""
    many = 1 << max(len(values) - 1, 0).bit_length()
    return [*values, *[values[-1] if values else 0] * (many - len(values))]


class _Slot(Expression):
    """Where a value goes: the given one at ``place``, or of a sequence given there the one at ``within``."""

    def __init__(self, place: int, within: int | None = None) -> None:
        super().__init__()
        self.place, self.within = place, within

    def as_sql(self, *_arguments: object, **_context: object) -> tuple[str, Any]:
        return "%s", (self,)

    def value(self, given: Sequence[Any]) -> object:
        return given[self.place] if self.within is None else given[self.place][self.within]


class _Looker(_Slot):
    """Where one who looks goes: compared with as they are, or by their teams."""

    def __init__(self, place: int, teams: int, sight: tuple[bool, frozenset[str]]) -> None:
        super().__init__(place, 0)
        self.pk = _Slot(place, 0)
        self._teams = teams
        self.is_active, self._rights = sight

    @property
    def team_ids(self) -> list[_Slot]:
        if not self._teams:
            raise _TeamsAsked
        return [_Slot(self.place, within) for within in range(1, self._teams + 1)]

    def may(self, right: str) -> bool:
        return self.is_active and right in self._rights


def _slots(forms: Iterable[Form]) -> list[object]:
    return [_slot(place, form) for place, form in enumerate(forms)]


def _slot(place: int, form: Form) -> object:
    if form is None:
        return _Slot(place)
    if isinstance(form, int):
        return [_Slot(place, within) for within in range(form)]
    return _Looker(place, *form)  # type: ignore[arg-type]


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
        params = [_adapted(connection.ops, one) if isinstance(one, date) else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return self.answers(cursor.fetchall())


class _Nothing(_Question):
    """A question whose answer is known: there are no such rows."""

    def ask(self, given: Sequence[Any]) -> list[Any]:
        return []


def _adapted(operations: Any, moment: date) -> object:
    if isinstance(moment, datetime):
        return operations.adapt_datetimefield_value(moment)
    return operations.adapt_datefield_value(moment)


def _put(queryset: QuerySet[Any, Any]) -> _Question:
    compiler = queryset.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Nothing("", (), list)
    if any(_MOMENT.match(str(one)) for one in params if not isinstance(one, _Slot)):
        raise TypeError(f"a moment stands in the question itself: {sql}")
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
