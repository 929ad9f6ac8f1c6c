"""Shaping the house's own fields, and filling them in."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.events import Settling
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require
from kohtaamo.work.choices import CHOOSING, FieldKind, Target
from kohtaamo.work.errors import FieldsMissing
from kohtaamo.work.fielding import Filled, fields_of, filled, missing
from kohtaamo.work.models import Field, FieldValue
from kohtaamo.work.typed import Typed, read

MOST_OPTIONS = 100


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A field as it is to be. ``options`` are [{"key" (empty for a new one), "fi", "sv", "en", "retired"}]."""

    target: str
    kind: str
    name_fi: str
    name_sv: str = ""
    name_en: str = ""
    help_fi: str = ""
    help_sv: str = ""
    help_en: str = ""
    options: Sequence[Mapping[str, Any]] = ()
    is_required: bool = False
    teams: Sequence[Team] = ()
    place: int = 0
    is_active: bool = True


_PLAIN = ("name_fi", "name_sv", "name_en", "help_fi", "help_sv", "help_en")


def shape_field(*, actor: Member, shape: Shape, field: Field | None = None) -> Field:
    """Make a field, or change one: its target and kind stay, and options that values hold are retired, never removed."""
    require(actor, Right.SHAPE_WORK)
    if not shape.name_fi.strip():
        raise Invalid(_("Give it a name."))
    if shape.target not in Target.values or shape.kind not in FieldKind.values:
        raise Invalid
    with unit_of_work():
        held = (
            Field.objects.select_for_update().get(pk=field.pk) if field else Field(target=shape.target, kind=shape.kind)
        )
        for name in _PLAIN:
            setattr(held, name, " ".join(getattr(shape, name).split())[: 200 if name.startswith("help") else 80])
        held.options = _options(held, shape.options) if held.kind in CHOOSING else []
        held.is_required = shape.is_required and held.target == Target.CASE
        held.place, held.is_active = shape.place, shape.is_active
        held.key = held.key or _key(shape.name_en or shape.name_fi)
        held.save()
        held.teams.set(shape.teams)
        record("field.changed" if field else "field.made", actor=actor, field=held.pk, key=held.key, name=held.name_fi)
        return held


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "field"
    return key if not Field.objects.filter(key=key).exists() else f"{key}_{secrets.token_hex(3)}"


def _options(held: Field, wanted: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    known = {each["key"]: each for each in held.options}
    made: dict[str, dict[str, Any]] = {}
    for each in wanted:
        name = " ".join(str(each.get("fi", "")).split())[:80]
        key = str(each.get("key", ""))
        if not name and key not in known:
            continue
        key = key if key in known else secrets.token_hex(4)
        told = {code: " ".join(str(each.get(code, "")).split())[:80] for code in ("sv", "en")}
        made[key] = {"key": key, "fi": name or known[key]["fi"], **told, "retired": bool(each.get("retired"))}
    for key, each in known.items():
        made.setdefault(key, {**each, "retired": True})
    if not made or len(made) > MOST_OPTIONS:
        raise Invalid(_("Write at least one option, at most 100."))
    return list(made.values())


Thing = Case | Customer | Encounter


def fill_in(*, actor: Member, thing: Thing, written: Mapping[int, Sequence[str]]) -> list[Filled]:
    """Fill in the fields of a case, a meeting or a customer by their ids; nothing written empties one.

    Fields the actor does not see are refused. Raises ``NotOfKind`` for the first that does not fit; then nothing changes.
    """
    target = _target(thing)
    require(actor, Right.EDIT_CUSTOMERS if target == Target.CUSTOMER else Right.ANSWER)
    with unit_of_work():
        case = _hold(actor, thing)
        fields = {field.pk: field for field in fields_of(actor, target).filter(pk__in=list(written))}
        if len(fields) < len(written):
            raise NotFound
        known = {each.field.pk: each for each in filled(actor, **{target: thing}) if each.field.pk in fields}
        for pk, each in known.items():
            _fill(actor, thing, case, each, read(each.field, written[pk], kept=each.written))
        return filled(actor, **{target: thing})


def _target(thing: Thing) -> str:
    if isinstance(thing, Customer):
        return Target.CUSTOMER
    return Target.CASE if isinstance(thing, Case) else Target.ENCOUNTER


def _hold(actor: Member, thing: Thing) -> Case | None:
    """The case that is held while it is written, the customer when it is theirs."""
    if isinstance(thing, Customer):
        Customer.objects.select_for_update(no_key=True).get(pk=thing.pk)
        return None
    return hold(actor, thing if isinstance(thing, Case) else thing.case)


def _fill(actor: Member, thing: Thing, case: Case | None, known: Filled, typed: list[Typed]) -> None:
    field, target, before = known.field, _target(thing), known.written
    held = {(value.slot, getattr(value, one.column)) for one in typed[:1] for value in known.values}
    if held == {(one.slot, one.value) for one in typed} and len(typed) == len(known.values):
        return
    FieldValue.objects.filter(pk__in=[value.pk for value in known.values]).delete()
    rows = [
        FieldValue(field=field, slot=one.slot, set_by=actor, set_at=now(), **{target: thing, one.column: one.value})
        for one in typed
    ]
    FieldValue.objects.bulk_create(rows)
    after = Filled(field, rows).written
    limited = field.teams.exists()
    told: dict[str, Any] = {} if limited else {"before": before, "after": after}
    place: dict[str, Any] = (
        {"customer": thing.pk}
        if case is None
        else {**where(case, thing.pk if target == Target.ENCOUNTER else None), **teamed(case)}
    )
    record(
        f"{'customer' if case is None else 'case'}.field_set",
        actor=actor,
        **place,
        field=field.pk,
        name=field.name_fi,
        **told,
    )


def hold_back(event: Settling) -> None:
    """A case is not settled before what the house asks is filled in."""
    names = [str(field) for field in missing(event.by, event.case)]
    if names:
        raise FieldsMissing(", ".join(names))
