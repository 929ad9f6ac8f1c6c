"""Kinds of decision: those of the organisation's own, and how each is counted and told."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex

from django.utils.text import slugify

from kohtaamo.mandates.choices import DefaultAnswer, Unit
from kohtaamo.mandates.errors import AmountMissing, NameMissing
from kohtaamo.mandates.models import Kind
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Manner:
    """How a kind is named, told and answered by default. Names and texts are by language code, empty for built-in."""

    names: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    usual_amount: int | None = None
    default_answer: str = DefaultAnswer.NONE
    default_minutes: int = 30
    default_most: int | None = None
    is_active: bool = True


def add_kind(*, actor: Member, unit: str, manner: Manner) -> Kind:
    """Add a kind of the organisation's own. Raises ``NameMissing`` without a name in each language."""
    require(actor, Right.GRANT)
    if unit not in Unit.values:
        raise Invalid
    with unit_of_work():
        code = f"{slugify(manner.names.get('en', ''))[:30] or 'own'}-{token_hex(3)}"
        kind = _set(Kind(code=code, unit=unit), manner)
        kind.save()
        record("decision_kind.added", actor=actor, decision_kind=kind.pk, code=kind.code)
        return kind


def change_kind(*, actor: Member, kind: Kind, manner: Manner) -> Kind:
    """Change how a kind is named, told and answered; what it is counted in never changes. Raises ``NameMissing``."""
    require(actor, Right.GRANT)
    with unit_of_work():
        held = _set(Kind.objects.select_for_update().get(pk=kind.pk), manner)
        held.save()
        record("decision_kind.changed", actor=actor, decision_kind=held.pk, code=held.code)
        return held


def _set(kind: Kind, manner: Manner) -> Kind:
    names = {language: " ".join(manner.names.get(language, "").split())[:60] for language in LANGUAGES}
    if not kind.is_built_in and not all(names.values()):
        raise NameMissing
    if manner.default_minutes < 1 or manner.default_answer not in DefaultAnswer.values:
        raise Invalid
    if any(amount is not None and amount < 1 for amount in (manner.usual_amount, manner.default_most)):
        raise AmountMissing
    for language in LANGUAGES:
        setattr(kind, f"name_{language}", names[language])
        setattr(kind, f"told_{language}", manner.told.get(language, "").strip()[:4000])
    kind.usual_amount = manner.usual_amount if kind.has_amount else None
    kind.default_answer, kind.default_minutes = manner.default_answer, manner.default_minutes
    kind.default_most, kind.is_active = manner.default_most, manner.is_active
    return kind
