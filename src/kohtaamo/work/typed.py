"""Values of the house's own fields: read as people write them, kept by type, told in the reader's way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kohtaamo.work.choices import FieldKind
from kohtaamo.work.errors import NotOfKind
from kohtaamo.work.models import Field, FieldValue

MOST_DIGITS = Decimal(10) ** 13
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_COLUMNS = {
    FieldKind.TEXT: "text", FieldKind.NUMBER: "number", FieldKind.MONEY: "number", FieldKind.DATE: "date",
    FieldKind.YES_NO: "yes", FieldKind.CHOICE: "option", FieldKind.CHOICES: "option",
}  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """A value and the column it is kept in; ``slot`` tells several of one field apart."""

    column: str
    value: Any
    slot: str = ""


def column_of(field: Field) -> str:
    """The column a field's values are kept in."""
    return _COLUMNS[FieldKind(field.kind)]


def read(field: Field, raws: Sequence[str], *, kept: Sequence[str] = ()) -> list[Typed]:
    """What was written, by the field's kind; nothing for nothing written. ``kept`` are retired options held already.

    Raises ``NotOfKind`` with a sentence that says what would fit.
    """
    written = [" ".join(raw.replace("\0", "").split()) for raw in raws]
    written = list(dict.fromkeys(text for text in written if text))
    if not written:
        return []
    if field.kind == FieldKind.CHOICES:
        return [Typed("option", _option(field, text, kept), text) for text in written]
    if field.kind == FieldKind.CHOICE:
        return [Typed("option", _option(field, written[0], kept))]
    return [Typed(column_of(field), _READ[FieldKind(field.kind)](field, written[0]))]


def _option(field: Field, text: str, kept: Sequence[str]) -> str:
    found = field.option(text)
    if found is None or (found.get("retired") and text not in kept):
        raise NotOfKind(field.pk, _("%(name)s: choose one of those offered.") % {"name": field})
    return text


def _text(field: Field, text: str) -> str:
    if len(text) > 500:
        raise NotOfKind(field.pk, _("%(name)s: at most 500 characters.") % {"name": field})
    return text


def _number(field: Field, text: str) -> Decimal:
    """1 234,5 and 1234.5 alike."""
    plain = re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".").replace("\u2212", "-")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise NotOfKind(field.pk, _("%(name)s: write a number, such as 12 or 12,5.") % {"name": field}) from None
    if not number.is_finite() or abs(number) >= MOST_DIGITS:
        raise NotOfKind(field.pk, _("%(name)s: write a number, such as 12 or 12,5.") % {"name": field})
    return number.quantize(Decimal("0.01") if field.kind == FieldKind.MONEY else Decimal("0.0001"))


def _date(field: Field, text: str) -> date:
    """2026-11-22 and 22.11.2026 alike."""
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        raise NotOfKind(field.pk, _("%(name)s: write a date, such as 24.12.2026.") % {"name": field}) from None


def _yes(field: Field, text: str) -> bool:
    if text not in {"yes", "no"}:
        raise NotOfKind(field.pk, _("%(name)s: choose yes or no.") % {"name": field})
    return text == "yes"


_READ = {
    FieldKind.TEXT: _text, FieldKind.NUMBER: _number, FieldKind.MONEY: _number, FieldKind.DATE: _date,
    FieldKind.YES_NO: _yes,
}  # fmt: skip


def written(field: Field, values: Sequence[FieldValue]) -> list[str]:
    """The values as a form and a program write them: 12.5, 2026-11-22, yes, an option's key."""
    return [_written(getattr(value, column_of(field))) for value in values]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return _plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def shown(field: Field, values: Sequence[FieldValue]) -> str:
    """The values in the reader's way."""
    return ", ".join(_shown(field, getattr(value, column_of(field))) for value in values)


def _shown(field: Field, value: Any) -> str:
    if field.is_choosing:
        return field.option_name(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return _figure(field, value)
    if isinstance(value, date):
        return (
            f"{value.day}.{value.month}.{value.year}"
            if _is_nordic()
            else f"{datetime(value.year, value.month, value.day):%-d %b %Y}"
        )
    return str(value)


def _is_nordic() -> bool:
    return (get_language() or "fi").split("-")[0] in {"fi", "sv"}


def _figure(field: Field, value: Decimal) -> str:
    text = f"{value:,.2f}" if field.kind == FieldKind.MONEY else f"{value.normalize():,f}"
    text = text.replace(",", "\u00a0").replace(".", ",") if _is_nordic() else text
    return f"{text}\u00a0€" if field.kind == FieldKind.MONEY else text
