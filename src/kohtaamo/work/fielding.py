"""Reading the house's own fields: which a person sees, the values of what they already have, and cases by a value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from dataclasses import field as part
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.choices import FieldKind, Target
from kohtaamo.work.errors import NotOfKind
from kohtaamo.work.models import Field, FieldValue
from kohtaamo.work.queries import few_or_asked
from kohtaamo.work.typed import column_of, read, shown, written

_BETWEEN = re.compile(r"\s*(?P<low>.*?)\s*\.\.\s*(?P<high>.*?)\s*")


@dataclass
class Filled:
    """A field and its values of one thing."""

    field: Field
    values: list[FieldValue] = part(default_factory=list)

    @property
    def shown(self) -> str:
        return shown(self.field, self.values)

    @property
    def written(self) -> list[str]:
        return written(self.field, self.values)


def fields_of(viewer: Member, *targets: str) -> QuerySet[Field]:
    """The fields in use that this person sees, in their order."""
    found = Field.objects.filter(is_active=True)
    if targets:
        found = found.filter(target__in=targets)
    if viewer.may(Right.SEE_ALL):
        return found
    return found.filter(Q(teams=None) | Q(teams__id__in=viewer.team_ids)).distinct()


@prepared
def fields_seen(viewer: Member) -> QuerySet[Field]:
    """All of these."""
    return fields_of(viewer)


def every_field(viewer: Member) -> QuerySet[Field]:
    """All fields, those out of use last, for one who shapes the work."""
    require(viewer, Right.SHAPE_WORK)
    return Field.objects.prefetch_related("teams").order_by("-is_active", "target", "place", "pk")


def field_for(viewer: Member, field_id: int) -> Field:
    """One field to shape. Raises ``NotAllowed`` or ``NotFound``."""
    found = every_field(viewer).filter(pk=field_id).first()
    if found is None:
        raise NotFound
    return found


def filled(viewer: Member, **things: Any) -> list[Filled]:
    """The fields of these things (case=, customer=, encounter=; the viewer has them already) with their values.

    Two questions; one when the house has no fields of its own.
    """
    there = {name: thing for name, thing in things.items() if thing is not None}
    found = {field.pk: Filled(field) for field in fields_seen(viewer) if field.target in there}
    if not found:
        return []
    wanted = Q()
    for name, thing in there.items():
        wanted |= Q(**{name: thing})
    for value in FieldValue.objects.filter(wanted, field__in=list(found)).order_by("pk"):
        found[value.field_id].values.append(value)
    return list(found.values())


def filled_of_many(viewer: Member, target: str, ids: Collection[int]) -> dict[int, list[Filled]]:
    """The same for many things of one kind, by their ids: only fields with a value. Two questions."""
    fields = {field.pk: field for field in fields_of(viewer, target)}
    found: dict[int, dict[int, Filled]] = {each: {} for each in ids}
    if fields:
        values = FieldValue.objects.filter(**{f"{target}__in": list(ids)}, field__in=list(fields)).order_by("pk")
        for value in values:
            of_thing = found[getattr(value, f"{target}_id")]
            of_thing.setdefault(value.field_id, Filled(fields[value.field_id])).values.append(value)
    return {each: list(of_thing.values()) for each, of_thing in found.items()}


def cases_with(field: Field, asked: str) -> Q:
    """Cases whose value is this one; for numbers and dates also a span, ``10..20``, ``10..``; for text its beginning.

    Nothing that fits the field finds nothing.
    """
    try:
        wanted = _condition(field, asked)
    except NotOfKind:
        return Q(pk__in=[])
    theirs = FieldValue.objects.filter(wanted, field=field)
    here, there = _WAYS[Target(field.target)]
    return few_or_asked(theirs.values_list(there, flat=True), theirs.filter(**{there: OuterRef(here)}), here)


_WAYS = {
    Target.CASE: ("pk", "case_id"), Target.CUSTOMER: ("customer_id", "customer_id"),
    Target.ENCOUNTER: ("pk", "encounter__case_id"),
}  # fmt: skip


def _condition(field: Field, asked: str) -> Q:
    column = column_of(field)
    if field.kind == FieldKind.TEXT:
        return Q(text__istartswith=" ".join(asked.split()))
    span = _BETWEEN.fullmatch(asked) if column in {"number", "date"} else None
    if span is None:
        return Q(**{column: _one(field, asked)})
    found = Q()
    if span["low"]:
        found &= Q(**{f"{column}__gte": _one(field, span["low"])})
    if span["high"]:
        found &= Q(**{f"{column}__lte": _one(field, span["high"])})
    return found


def _one(field: Field, text: str) -> Any:
    options = [each["key"] for each in field.options]
    typed = read(field, [text], kept=options)
    if not typed:
        raise NotOfKind(field.pk, "")
    return typed[0].value


def missing(actor: Member, case: Case) -> list[Field]:
    """The fields this person must still fill in before the case is settled."""
    wanted = fields_of(actor, Target.CASE).filter(is_required=True)
    return list(wanted.exclude(Exists(FieldValue.objects.filter(field=OuterRef("pk"), case=case))))


def seen_fields(viewer: Member, asked: Iterable[tuple[int, str]]) -> tuple[tuple[Field, str], ...]:
    """Of the fields a list is narrowed by, those this person sees: the rest must not even be guessed at."""
    pairs = dict(asked)
    if not pairs:
        return ()
    return tuple((field, pairs[field.pk]) for field in fields_of(viewer).filter(pk__in=list(pairs)))
