"""Offers in words, as both the desk and the customer's own page show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kohtaamo.offers.choices import Change, OfferState, Per
from kohtaamo.offers.comparing import compare
from kohtaamo.offers.models import Contract, Line, Version
from kohtaamo.offers.money import Row, sums
from kohtaamo.offers.paper import change_words
from kohtaamo.offers.reading import typed_vat
from kohtaamo.offers.wording import amount_of, exact, paid_by

NBSP = "\u00a0"

SIGNS = {
    Change.SAME: "=", Change.NEW: "+", Change.GONE: "−", Change.CHEAPER: "↓", Change.DEARER: "↑", Change.OTHER: "≠",
}  # fmt: skip
GLYPHS = {
    OfferState.DRAFT: "p-moved", OfferState.GIVEN: "p-open", OfferState.ACCEPTED: "p-kept", OfferState.DECLINED: "p-gone",
    OfferState.LAPSED: "p-late", OfferState.WITHDRAWN: "p-gone",
}  # fmt: skip


def language() -> str:
    return (get_language() or "fi").split("-")[0]


def total_of(version: Version | None) -> str:
    """What a version comes to, VAT included: ``20,00 € and 12,90 € a month``."""
    if version is None:
        return ""
    return paid_by({"once": version.once_sum, "month": version.month_sum, "year": version.year_sum}, language())


@dataclass(frozen=True)
class ShownLine:
    """A line in words, its list price only where it is lower than that."""

    what: str
    many: str
    price: str
    usual: str
    vat: str
    total: str


def shown_line(line: Line) -> ShownLine:
    tongue = language()
    usual = exact(line.list_price, tongue) if line.price < line.list_price else ""
    per = "" if line.per == Per.ONCE else f" {Per(line.per).label}"
    return ShownLine(
        line.what, amount_of(line.quantity, line.unit), exact(line.price, tongue) + per, usual, typed_vat(line.vat),
        exact(line.total, tongue) + per,
    )  # fmt: skip


@dataclass(frozen=True)
class ShownSum:
    """What is paid at one time, in words; ``taxes`` say the VAT of each rate."""

    name: str
    gross: str
    net: str
    taxes: list[str]


def shown_sums(lines: Sequence[Row], *, with_vat: bool) -> list[ShownSum]:
    tongue = language()
    names = {Per.ONCE: _("To pay once"), Per.MONTH: _("To pay each month"), Per.YEAR: _("To pay each year")}
    return [
        ShownSum(
            names[Per(each.per)], exact(each.gross, tongue), exact(each.net, tongue),
            [_tax(tax.rate, tax.tax, tongue) for tax in each.taxes],
        )
        for each in sums(lines, with_vat=with_vat)
    ]  # fmt: skip


def _tax(rate: int, cents: int, tongue: str) -> str:
    named = pgettext("after a sum", "VAT %(rate)s %%") % {"rate": typed_vat(rate)}
    return f"{named.replace(' ', NBSP)}: {exact(cents, tongue)}"


@dataclass(frozen=True)
class ShownChange:
    """A line beside the present contract: the sign and the word of its change."""

    what: str
    sign: str
    change: str
    words: str
    before: str
    after: str


def changes(contract: Contract | None, lines: Sequence[Line]) -> list[ShownChange]:
    """The differences from the present contract, none without one."""
    if contract is None:
        return []
    return [_change(pair) for pair in compare(list(contract.lines.all()), list(lines))]


def _change(pair: Any) -> ShownChange:
    row, tongue = pair.after or pair.before, language()
    return ShownChange(
        row.what, SIGNS[pair.change], str(pair.change), change_words(pair.change, pair.less, tongue),
        _paid(pair.before, tongue), _paid(pair.after, tongue),
    )  # fmt: skip


def _paid(row: Any, tongue: str) -> str:
    if row is None:
        return "–"
    return exact(row.total, tongue) + ("" if row.per == Per.ONCE else f" {Per(row.per).label}")
