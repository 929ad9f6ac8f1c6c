"""Templates: written by those who may grant, since a template is what nobody needs a mandate for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kohtaamo.offers.choices import Per, Unit
from kohtaamo.offers.errors import TemplateIncomplete
from kohtaamo.offers.models import Template, TemplateLine
from kohtaamo.offers.reading import MOST_PRICE, MOST_QUANTITY
from kohtaamo.offers.rules import LONGEST
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A usual line: its name by language, thousandths, cents and tenths of a per cent; ``key`` of one there already."""

    what: dict[str, str]
    price: int
    quantity: int = 1000
    unit: str = Unit.PIECE
    vat: int = 255
    per: str = Per.ONCE
    key: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """What a template says. Texts are by language."""

    name: str
    title: dict[str, str]
    rows: Sequence[Row] = field(default_factory=tuple)
    terms: dict[str, str] = field(default_factory=dict)
    duty: dict[str, str] = field(default_factory=dict)
    duty_days: int = 7
    valid_days: int = 14
    with_vat: bool = True
    is_written: bool = False
    is_active: bool = True


def write_template(*, actor: Member, pattern: Pattern, template: Template | None = None) -> Template:
    """Write a template, or write one anew; offers begun from it keep what they took. Raises ``TemplateIncomplete``."""
    require(actor, Right.GRANT)
    _check(pattern)
    with unit_of_work():
        held = Template.objects.select_for_update().get(pk=template.pk) if template else Template()
        _set(held, pattern)
        held.changed_by, held.changed_at = actor, now()
        held.save()
        _write_rows(held, pattern.rows)
        kind = "offer_template.changed" if template else "offer_template.written"
        record(kind, actor=actor, offer_template=held.pk, name=held.name)
        return held


def _check(pattern: Pattern) -> None:
    days = (pattern.valid_days, pattern.duty_days)
    if not pattern.name.strip() or not pattern.title.get("fi", "").strip() or not all(map(_is_right, pattern.rows)):
        raise TemplateIncomplete
    if not all(0 < each <= LONGEST.days for each in days):
        raise TemplateIncomplete


def _is_right(row: Row) -> bool:
    amounts = 0 < row.quantity <= MOST_QUANTITY and 0 <= row.price <= MOST_PRICE and 0 <= row.vat <= 1000
    return bool(row.what.get("fi", "").strip()) and amounts and row.unit in Unit.values and row.per in Per.values


def _set(held: Template, pattern: Pattern) -> None:
    held.name = " ".join(pattern.name.split())[:120]
    for language in LANGUAGES:
        setattr(held, f"title_{language}", pattern.title.get(language, "").strip()[:160])
        setattr(held, f"terms_{language}", pattern.terms.get(language, "").strip()[:20_000])
        setattr(held, f"duty_{language}", pattern.duty.get(language, "").strip()[:200])
    held.duty_days, held.valid_days = pattern.duty_days, pattern.valid_days
    held.with_vat, held.is_written, held.is_active = pattern.with_vat, pattern.is_written, pattern.is_active


def _write_rows(held: Template, rows: Sequence[Row]) -> None:
    """A line that stays keeps its number, so that offers begun from it go on knowing their list price."""
    there = {each.pk: each for each in held.lines.all()}
    kept = set()
    for place, row in enumerate(rows):
        line = there.get(row.key or 0) or TemplateLine(template=held)
        line.place, line.quantity, line.unit, line.price = place, row.quantity, row.unit, row.price
        line.vat, line.per = row.vat, row.per
        for language in LANGUAGES:
            setattr(line, f"what_{language}", " ".join(row.what.get(language, "").split())[:200])
        line.save()
        kept.add(line.pk)
    held.lines.exclude(pk__in=kept).delete()
