"""The offer on paper: a PDF in the customer's language, its font embedded so that it reads the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from kohtaamo.offers.choices import Change, Per
from kohtaamo.offers.comparing import compare
from kohtaamo.offers.models import Line, Offer, Version
from kohtaamo.offers.money import Sum, sums
from kohtaamo.offers.reading import typed_vat
from kohtaamo.offers.rules import today
from kohtaamo.offers.wording import amount_of, day, exact

if TYPE_CHECKING:
    from kohtaamo.offers.sheet import Paper


def file_name(offer: Offer, version: Version) -> str:
    """``tarjous-T-12-1.pdf`` in the customer's language."""
    with override(offer.language):
        word = re.sub(r"\W+", "-", pgettext("in a file name", "offer")).strip("-").lower()
    return f"{word}-{offer.number}-{version.number}.pdf"


def document(offer: Offer, version: Version, *, is_draft: bool = False) -> bytes:
    """The whole offer as a PDF, with its language, title and author told in it."""
    language = offer.language
    house = str(settings.KOHTAAMO["ORGANISATION"])
    with override(language):
        number = _("Offer %(number)s") % {"number": offer.number}
        from kohtaamo.offers.sheet import Paper  # fpdf and its fonts take much memory, and few processes draw

        paper = Paper(language, f"{house} · {number}, " + _("version %(number)s") % {"number": version.number})
        paper.set_title(f"{number}: {version.title}")
        paper.set_author(house)
        paper.set_subject(str(offer.customer))
        paper.add_page()
        _head(paper, offer, version, house, number, is_draft=is_draft)
        lines = list(version.lines.all())
        _lines(paper, lines, language, with_vat=version.with_vat)
        _sums(paper, sums(lines, with_vat=version.with_vat), language)
        _changes(paper, version, lines, language)
        _terms(paper, offer, version, language)
        return bytes(paper.output())


def _head(paper: Paper, offer: Offer, version: Version, house: str, number: str, *, is_draft: bool) -> None:
    language = offer.language
    paper.words(house, size=11, bold=True, grey=True, after=4)
    if is_draft:
        paper.words(_("Draft, not given to the customer"), bold=True, after=2)
    paper.words(version.title, size=18, bold=True, after=1)
    made = version.given_at.date() if version.given_at else today()
    paper.words(f"{number}, " + _("version %(number)s") % {"number": version.number}, grey=True, after=3)
    facts = [
        (pgettext("on paper", "To"), str(offer.customer)),
        (
            pgettext("on paper", "From"),
            ", ".join(part for part in (offer.owner.name if offer.owner else "", house) if part),
        ),
        (pgettext("on paper", "Date"), day(made, language)),
        (_("Valid through"), day(version.valid_to, language)),
    ]
    if version.begins_on:
        facts.append((pgettext("on paper", "Begins"), day(version.begins_on, language)))
    for label, value in facts:
        paper.fact(label, value)
    paper.ln(2)


def _lines(paper: Paper, lines: Sequence[Line], language: str, *, with_vat: bool) -> None:
    paper.heading(_("What we offer"))
    note = _("Prices include VAT.") if with_vat else _("Prices without VAT.")
    paper.words(note, size=9, grey=True, after=1)
    heads = (pgettext("on paper", "What"), _("Quantity"), _("Price"), _("VAT %"), _("In all"))
    rows = [
        (
            line.what, amount_of(line.quantity, line.unit), _per(line.price, line.per, language),
            typed_vat(line.vat), _per(line.total, line.per, language),
        )
        for line in lines
    ]  # fmt: skip
    paper.rows(heads, rows, widths=(64, 24, 34, 14, 34))


def _per(cents: int, per: str, language: str) -> str:
    amount = exact(cents, language)
    return amount if per == Per.ONCE else f"{amount} {Per(per).label}"


def _sums(paper: Paper, found: Sequence[Sum], language: str) -> None:
    paper.heading(_("In all"))
    rows = []
    for each in found:
        for tax in each.taxes:
            named = _("VAT %(rate)s %%") % {"rate": typed_vat(tax.rate)}
            rows.append(
                (
                    _name(each.per),
                    named,
                    exact(tax.net, language),
                    exact(tax.tax, language),
                    exact(tax.net + tax.tax, language),
                )
            )
    paper.rows(
        (pgettext("on paper", "Paid"), pgettext("on paper", "Rate"), _("Without VAT"), _("VAT"), _("With VAT")),
        rows,
        widths=(34, 34, 34, 34, 34),
    )
    for each in found:
        paper.words(f"{_name(each.per)}: {exact(each.gross, language)}", size=12, bold=True, after=0.5)


def _name(per: str) -> str:
    return {Per.ONCE: _("To pay once"), Per.MONTH: _("To pay each month"), Per.YEAR: _("To pay each year")}[Per(per)]


def _changes(paper: Paper, version: Version, lines: Sequence[Line], language: str) -> None:
    """Beside the present contract: each line with the word and the sign of its change."""
    if version.contract is None:
        return
    paper.heading(_("What changes from your present contract"))
    heads = (
        version.contract.name,
        pgettext("on paper", "Now"),
        pgettext("on paper", "Offered"),
        pgettext("on paper", "Change"),
    )
    rows = []
    for pair in compare(list(version.contract.lines.all()), list(lines)):
        row = pair.after or pair.before
        assert row is not None
        before = _per(pair.before.total, pair.before.per, language) if pair.before else "–"
        after = _per(pair.after.total, pair.after.per, language) if pair.after else "–"
        rows.append((row.what, before, after, change_words(pair.change, pair.less, language)))
    paper.rows(heads, rows, widths=(62, 34, 34, 40))
    if version.ends_former_on:
        paper.words(_ends(version, version.ends_former_on, language))


def _ends(version: Version, on: date, language: str) -> str:
    contract = version.contract.name if version.contract else ""
    told = _("Your present contract {contract} ends on {day} when you accept this offer.")
    return told.replace("{contract}", contract).replace("{day}", day(on, language))


def change_words(change: str, less: int, language: str) -> str:
    """``cheaper −5,00 €`` : the word, and by how much."""
    label = str(Change(change).label)
    if not less:
        return label
    sign = "−" if less > 0 else "+"
    return f"{label} {sign}{exact(abs(less), language)}"


def _terms(paper: Paper, offer: Offer, version: Version, language: str) -> None:
    for heading, text in (
        (_("Terms"), version.terms), (_("Agreed besides"), version.own_terms), (_("When you accept"), _duty(version))
    ):  # fmt: skip
        if text:
            paper.heading(heading)
            paper.words(text)
    paper.heading(_("How to accept"))
    by = _(
        "Accept on your own page, whose link is in the mail this came with, or answer the mail and say that you accept."
    )
    paper.words(f"{by} " + _("The offer is valid through {day}.").replace("{day}", day(version.valid_to, language)))
    if offer.is_written:
        paper.words(_bound())


def _duty(version: Version) -> str:
    if not version.duty:
        return ""
    told = _("We promise: {what}, in {days} days from your acceptance.")
    return told.replace("{what}", version.duty).replace("{days}", str(version.duty_days))


def _bound() -> str:
    return _(
        "You are bound by this offer only if you accept it separately in writing. Until then you owe nothing: no payment, "
        "no return, no storing. If you do nothing, the offer lapses by itself."
    )
