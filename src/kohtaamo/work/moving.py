"""Moving whatever points at one case to another, and back: every table of the house, also those made later.

A row that the other case already has its own of (the same tag, the same address) stays where it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db.models import Exists, Field, ForeignKey, Model, OuterRef, Q, QuerySet, UniqueConstraint

from kohtaamo.encounters.models import Case, Encounter, Message

STAY = frozenset({"encounters.visitor", "work.joining", "work.caselink", "work.bulkitem"})


@cache
def places() -> tuple[ForeignKey[Any, Any], ...]:
    """Every field that points at a case, but for cases' own and those that tell how cases hang together."""
    every: Iterable[Any] = Case._meta.get_fields(include_hidden=True)
    fields: list[ForeignKey[Any, Any]] = [each.field for each in every if _points(each)]
    kept = [field for field in fields if field.model is not Case and field.model._meta.label_lower not in STAY]
    return tuple(sorted(kept, key=name_of))


def _points(relation: Any) -> bool:
    return bool(relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one))


def name_of(field: Field[Any, Any]) -> str:
    """encounters.message.case"""
    return f"{field.model._meta.label_lower}.{field.name}"


def move_all(loser: Case, winner: Case) -> dict[str, list[int]]:
    """Everything of the loser becomes the winner's; returns the ids by place."""
    moved: dict[str, list[int]] = {}
    for field in places():
        rows = field.model._base_manager.filter(**{field.name: loser})
        for same in _doubles(field, winner):
            rows = rows.exclude(same)
        ids = list(rows.order_by().values_list("pk", flat=True))
        if ids:
            _point(field, ids, winner)
            moved[name_of(field)] = ids
    return moved


def _doubles(field: ForeignKey[Any, Any], winner: Case) -> Iterator[Q]:
    """Conditions under which a row cannot be the winner's: it has one that must be the only one."""
    model = field.model
    uniques = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    for unique in uniques:
        if field.name in unique.fields:
            yield _same(model, field, winner, [name for name in unique.fields if name != field.name], unique.condition)
    if field.unique:
        yield _same(model, field, winner, [], None)


def _same(model: type[Model], field: Field[Any, Any], winner: Case, others: list[str], only: Q | None) -> Q:
    theirs: QuerySet[Any] = model._base_manager.filter(
        **{field.name: winner}, **{name: OuterRef(name) for name in others}
    )
    return Q(Exists(theirs.filter(only) if only is not None else theirs))


def move_back(moved: dict[str, list[int]], winner: Case, loser: Case) -> None:
    """What moved and is still the winner's goes back; what was said since in a meeting that goes back goes with it."""
    back = set(moved.get("encounters.encounter.case", []))
    for field in places():
        theirs = field.model._base_manager.filter(**{field.name: winner})
        wanted = _in(moved.get(name_of(field), [])) | _of_meetings(field.model, back)
        _point(field, list(theirs.filter(wanted).order_by().values_list("pk", flat=True)), loser)


def _in(ids: Collection[int]) -> Q:
    return Q(pk__in=ids)


def _of_meetings(model: type[Model], encounters: Collection[int]) -> Q:
    """Rows of a meeting, or told in a message of one."""
    names = {each.name: each.related_model for each in model._meta.get_fields() if isinstance(each, ForeignKey)}
    found = Q(pk__in=[])
    for name, target in names.items():
        if target is Encounter:
            found |= Q(**{f"{name}__in": encounters})
        elif target is Message:
            found |= Q(**{f"{name}__encounter__in": encounters})
    return found


def move_told(messages: Iterable[Message], case: Case, encounters: Mapping[int, Encounter]) -> None:
    """What was promised, decided or asked in messages that went to another case goes along, and into its meetings."""
    ids = [message.pk for message in messages]
    for field in places():
        for name in _to_messages(field.model):
            rows: Iterable[Any] = field.model._base_manager.filter(**{f"{name}__in": ids})
            for row in rows:
                setattr(row, field.name, case)
                if getattr(row, "encounter_id", None) in encounters:
                    row.encounter = encounters[row.encounter_id]
                row.save()


def _to_messages(model: type[Model]) -> list[str]:
    fields = [each for each in model._meta.get_fields() if isinstance(each, ForeignKey)]
    return [each.name for each in fields if each.related_model is Message]


def _point(field: ForeignKey[Any, Any], ids: list[int], case: Case) -> None:
    for start in range(0, len(ids), 5000):
        field.model._base_manager.filter(pk__in=ids[start : start + 5000]).update(**{field.name: case})
