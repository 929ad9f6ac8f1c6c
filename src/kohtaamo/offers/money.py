"""Sums in whole cents. VAT is reckoned once for each rate, on the sum of its lines, and rounded half up to a cent.

That is the rule of the European standard on invoices (EN 16931-1, BR-CO-17: a category's tax is its taxable amount
times its rate, rounded to two decimals). Where prices include VAT, the tax is the part rate / (100 + rate) of the sum
of the lines, rounded the same way, and what remains is the price without it: net and tax always make up what is paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

THOUSANDTHS = 1000
WHOLE = 1000  # a hundred per cent, in tenths of a per cent


class Row(Protocol):
    """A priced line: thousandths of a unit, cents for one, tenths of a per cent, and how often it is paid."""

    @property
    def quantity(self) -> int: ...
    @property
    def price(self) -> int: ...
    @property
    def vat(self) -> int: ...
    @property
    def per(self) -> str: ...


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two numbers that are not negative, to the nearest whole, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def line_total(quantity: int, price: int) -> int:
    """Cents for so many thousandths at so many cents for one."""
    return half_up(quantity * price, THOUSANDTHS)


@dataclass(frozen=True)
class Tax:
    """What is reckoned of one rate: cents without VAT, and the VAT."""

    rate: int
    net: int
    tax: int


@dataclass(frozen=True)
class Sum:
    """What is paid at one time, ``per`` once, month or year: without VAT, the VAT by rate, and in all."""

    per: str
    taxes: tuple[Tax, ...]

    @property
    def net(self) -> int:
        return sum(each.net for each in self.taxes)

    @property
    def tax(self) -> int:
        return sum(each.tax for each in self.taxes)

    @property
    def gross(self) -> int:
        return self.net + self.tax


def sums(rows: Iterable[Row], *, with_vat: bool) -> list[Sum]:
    """The sums of lines whose prices include VAT or not, in the order once, month, year; none without lines."""
    found: dict[str, dict[int, int]] = {}
    for row in rows:
        rates = found.setdefault(row.per, {})
        rates[row.vat] = rates.get(row.vat, 0) + line_total(row.quantity, row.price)
    order = [per for per in ("once", "month", "year") if per in found]
    return [Sum(per, tuple(_tax(rate, found[per][rate], with_vat) for rate in sorted(found[per]))) for per in order]


def _tax(rate: int, amount: int, with_vat: bool) -> Tax:
    if with_vat:
        tax = half_up(amount * rate, WHOLE + rate)
        return Tax(rate, amount - tax, tax)
    return Tax(rate, amount, half_up(amount * rate, WHOLE))


def gross_by_per(rows: Iterable[Row], *, with_vat: bool) -> dict[str, int]:
    """What is paid once, a month and a year, VAT included."""
    return {"once": 0, "month": 0, "year": 0, **{each.per: each.gross for each in sums(rows, with_vat=with_vat)}}
