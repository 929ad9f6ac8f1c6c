"""Prices, quantities and VAT as people type them: ``12,50``, ``1 250 €``, ``25,5 %``."""

from __future__ import annotations

import re

from kohtaamo.offers.errors import LineWrong

MOST_PRICE = 100_000_000  # a million euros in cents: more is a slip of the finger
MOST_QUANTITY = 100_000_000  # a hundred thousand, in thousandths
_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,3}))?", re.ASCII)


def read_price(text: str) -> int:
    """Cents. Raises ``LineWrong`` for nothing, nonsense, parts of a cent or too much."""
    return _read(text, 2, MOST_PRICE)


def read_quantity(text: str) -> int:
    """Thousandths, more than nothing. Raises ``LineWrong``."""
    found = _read(text, 3, MOST_QUANTITY)
    if not found:
        raise LineWrong
    return found


def read_vat(text: str) -> int:
    """Tenths of a per cent, at most a hundred per cent. Raises ``LineWrong``."""
    return _read(text, 1, 1000)


def _read(text: str, decimals: int, most: int) -> int:
    found = _NUMBER.fullmatch(re.sub(r"[\s\u00a0\u202f€%]", "", text))
    if found is None:
        raise LineWrong
    fraction = (found[2] or "").rstrip("0")
    if len(fraction) > decimals:
        raise LineWrong
    number = int(found[1] + fraction.ljust(decimals, "0"))
    if number > most:
        raise LineWrong
    return number


def typed_quantity(thousandths: int) -> str:
    """``1`` or ``2,5`` as it stands in a field and on paper."""
    whole, rest = divmod(thousandths, 1000)
    return f"{whole},{rest:03d}".rstrip("0") if rest else str(whole)


def typed_vat(tenths: int) -> str:
    """``25,5`` or ``10``."""
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)


def typed_price(cents: int) -> str:
    """``12,50``, always with its cents, as prices stand in a field."""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}"
