"""The house's own fields, and their values on cases, customers and meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field as Said

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Number, Shape, Text, Told
from kohtaamo.customers.queries import customer_for
from kohtaamo.encounters.models import Encounter
from kohtaamo.encounters.queries import case_for, in_sight
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family
from kohtaamo.work.choices import FieldKind, Target
from kohtaamo.work.commands.fields import Shape as Asked
from kohtaamo.work.commands.fields import fill_in, shape_field
from kohtaamo.work.fielding import Filled, fields_of, filled
from kohtaamo.work.models import Field

noun = Noun("fields", family=Family.CASES, about="What the house asks of cases, customers and meetings of its own.")
Name = Annotated[Text, Said(max_length=80)]


class OptionShape(Shape):
    """One of those to choose from. `key` is its value."""

    key: str
    fi: str
    sv: str
    en: str
    retired: bool


class FieldShape(Shape):
    """A field. `key` never changes, nor does its kind."""

    id: Id
    key: str
    target: Target
    kind: FieldKind
    name_fi: str
    name_sv: str
    name_en: str
    is_required: bool = Said(description="Needed before a case is settled.")
    options: list[OptionShape]


class FieldList(Shape):
    """The fields in use that the member sees."""

    items: list[FieldShape]


class NewOption(Told):
    """An option of a new field."""

    fi: Annotated[Text, Said(min_length=1, max_length=80)]
    sv: Name = ""
    en: Name = ""


class NewField(Told):
    """What is asked."""

    target: Target
    kind: FieldKind
    name_fi: Annotated[Text, Said(min_length=1, max_length=80)]
    name_sv: Name = ""
    name_en: Name = ""
    is_required: Flag = False
    options: Annotated[list[NewOption], Said(max_length=100)] = []


class ValueShape(Shape):
    """A field's values: `12.5`, `2026-12-24`, `yes`, an option's key; several where several may be chosen."""

    field_id: Id
    key: str
    values: list[str]


class ValueList(Shape):
    """Every field of the thing, also those without a value."""

    items: list[ValueShape]


class NewValue(Told):
    """What is written in a field; none empties it."""

    key: Annotated[Text, Said(min_length=1, max_length=40)]
    values: Annotated[list[Annotated[Text, Said(max_length=500)]], Said(max_length=100)]


class NewValues(Told):
    """The fields that change; the others stay."""

    items: Annotated[list[NewValue], Said(min_length=1, max_length=100)]


def _shape(field: Field) -> FieldShape:
    options = [OptionShape(**{**each, "retired": bool(each.get("retired"))}) for each in field.options]
    return FieldShape(
        id=field.pk, key=field.key, target=Target(field.target), kind=FieldKind(field.kind), name_fi=field.name_fi,
        name_sv=field.name_sv, name_en=field.name_en, is_required=field.is_required, options=options,
    )  # fmt: skip


def _values(found: Sequence[Filled]) -> ValueList:
    return ValueList(items=[ValueShape(field_id=e.field.pk, key=e.field.key, values=e.written) for e in found])


def _write(request: ApiRequest, thing: Any, target: str, body: NewValues) -> ValueList:
    keys = {each.key: each.values for each in body.items}
    known = dict(fields_of(request.member, target).filter(key__in=list(keys)).values_list("key", "pk"))
    if len(known) < len(keys):
        raise NotFound
    return _values(fill_in(actor=request.member, thing=thing, written={known[key]: keys[key] for key in keys}))


@noun.read("/fields", FieldList)
def list_fields(request: ApiRequest, target: Target | None = None) -> FieldList:
    """List the fields."""
    found = fields_of(request.member, *([target] if target else []))
    return FieldList(items=[_shape(field) for field in found])


@noun.act("/fields", FieldShape, status=201)
def make_field(request: ApiRequest, body: NewField) -> FieldShape:
    """Ask something new."""
    told = body.model_dump(exclude={"options"})
    shape = Asked(**told, options=[each.model_dump() for each in body.options])
    made = shape_field(actor=request.member, shape=shape)
    request.made_at = "/api/v1/fields"
    return _shape(made)


@noun.read("/cases/{int:case_id}/fields", ValueList)
def list_case_fields(request: ApiRequest, case_id: Number) -> ValueList:
    """What a case's fields hold."""
    return _values(filled(request.member, case=case_for(request.member, case_id)))


@noun.put("/cases/{int:case_id}/fields", ValueList)
def fill_case_fields(request: ApiRequest, case_id: Number, body: NewValues) -> ValueList:
    """Fill in fields of a case."""
    return _write(request, case_for(request.member, case_id), Target.CASE, body)


def _encounter(request: ApiRequest, encounter_id: int) -> Encounter:
    seen = Encounter.objects.filter(in_sight(request.member), pk=encounter_id).select_related("case")
    found = seen.first()
    if found is None:
        raise NotFound
    return found


@noun.read("/encounters/{int:encounter_id}/fields", ValueList)
def list_encounter_fields(request: ApiRequest, encounter_id: Number) -> ValueList:
    """What a meeting's fields hold."""
    return _values(filled(request.member, encounter=_encounter(request, encounter_id)))


@noun.put("/encounters/{int:encounter_id}/fields", ValueList)
def fill_encounter_fields(request: ApiRequest, encounter_id: Number, body: NewValues) -> ValueList:
    """Fill in fields of a meeting."""
    return _write(request, _encounter(request, encounter_id), Target.ENCOUNTER, body)


@noun.read("/customers/{int:customer_id}/fields", ValueList)
def list_customer_fields(request: ApiRequest, customer_id: Number) -> ValueList:
    """What a customer's fields hold."""
    return _values(filled(request.member, customer=customer_for(request.member, customer_id)))


@noun.put("/customers/{int:customer_id}/fields", ValueList)
def fill_customer_fields(request: ApiRequest, customer_id: Number, body: NewValues) -> ValueList:
    """Fill in fields of a customer."""
    return _write(request, customer_for(request.member, customer_id), Target.CUSTOMER, body)
