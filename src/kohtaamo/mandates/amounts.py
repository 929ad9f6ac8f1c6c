"""Amounts as people read and write them: money in euros, days, or a plain yes."""

from __future__ import annotations

import re

from django.utils.translation import get_language, ngettext, override

from kohtaamo.mandates.choices import Unit
from kohtaamo.mandates.errors import AmountMissing

NBSP = "\u00a0"
MOST = 100_000_000  # a million euros in cents: more is a slip of the finger
_MONEY = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?", re.ASCII)


def money(cents: int, language: str = "") -> str:
    """``60 €`` and ``12,50 €`` in Finnish and Swedish, ``€60`` and ``€12.50`` in English; 1 250 € with its thousands."""
    whole, rest = divmod(cents, 100)
    if (language or get_language() or "fi").startswith("en"):
        return f"€{whole:,}" + (f".{rest:02d}" if rest else "")
    grouped = f"{whole:,}".replace(",", NBSP)
    return f"{grouped},{rest:02d}{NBSP}€" if rest else f"{grouped}{NBSP}€"


def told(unit: str, amount: int, language: str = "") -> str:
    """An amount in the kind's unit, in words of the language; empty for a yes or no."""
    if unit == Unit.MONEY:
        return money(amount, language)
    if unit == Unit.DAYS:
        with override(language or get_language()):
            return (ngettext("%(count)s day", "%(count)s days", amount) % {"count": amount}).replace(" ", NBSP, 1)
    return ""


def as_typed(unit: str, amount: int) -> str:
    """An amount as it stands in a field: ``30`` or ``12,50``; empty for a yes or no."""
    if unit == Unit.MONEY:
        whole, rest = divmod(amount, 100)
        return f"{whole},{rest:02d}" if rest else str(whole)
    return str(amount) if unit == Unit.DAYS else ""


def read(unit: str, text: str) -> int:
    """What was typed, in cents or days; a yes or no is 1. Raises ``AmountMissing`` for nothing, nought or nonsense."""
    if unit == Unit.NONE:
        return 1
    typed = re.sub(r"[\s\u00a0\u202f€]", "", text)
    found = _MONEY.fullmatch(typed) if unit == Unit.MONEY else re.fullmatch(r"(\d{1,5})()", typed, re.ASCII)
    if found is None:
        raise AmountMissing
    amount = int(found[1])
    if unit == Unit.MONEY:
        amount = amount * 100 + int((found[2] or "0").ljust(2, "0"))
    if not 0 < amount <= MOST:
        raise AmountMissing
    return amount
