"""What the customer reads about an offer, in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from kohtaamo.mandates.amounts import money
from kohtaamo.offers.choices import Per, Unit
from kohtaamo.offers.models import Offer, Version
from kohtaamo.offers.money import Row, gross_by_per
from kohtaamo.offers.reading import typed_quantity


def exact(cents: int, language: str) -> str:
    """An amount with its cents: on paper and beside others they stand under each other."""
    whole = money(cents, language)
    if cents % 100:
        return whole
    return f"{whole}.00" if language.startswith("en") else whole.replace("\u00a0€", ",00\u00a0€")


def day(on: date, language: str) -> str:
    """22.11.2026 in Finnish and Swedish, 22 Nov 2026 in English."""
    if language.startswith("en"):
        return f"{on.day} {on:%b} {on.year}"
    return f"{on.day}.{on.month}.{on.year}"


def paid(rows: Iterable[Row], *, with_vat: bool, language: str) -> str:
    """What is paid in all: ``199,00 € and 12,90 € a month``, VAT included."""
    return paid_by(gross_by_per(rows, with_vat=with_vat), language)


def paid_by(sums: dict[str, int], language: str) -> str:
    """The same from sums by how often they are paid."""
    with override(language):
        said = [_priced(cents, per, language) for per, cents in sums.items() if cents]
        if not said:
            return exact(0, language)
        return pgettext("between amounts", " and ").join(said)


def _priced(cents: int, per: str, language: str) -> str:
    amount = exact(cents, language)
    return amount if per == Per.ONCE else f"{amount} {Per(per).label}"


def amount_of(quantity: int, unit: str) -> str:
    """``2,5 h`` in the language in force."""
    return f"{typed_quantity(quantity)}\u00a0{Unit(unit).label}"


def letter(offer: Offer, version: Version, *, name: str, teller: str) -> str:
    """The letter the offer goes with; whoever sends it may change every word."""
    language = offer.language
    total = paid(version.lines.all(), with_vat=version.with_vat, language=language)
    with override(language):
        parts = [
            _("Hello {name},") if name else _("Hello,"),
            _("Here is our offer: {what}. In all {total}, VAT included. The whole offer is attached."),
            _("It is valid through {day}."),
            _how(offer),
            _("Kind regards") + "\n{me}",
        ]
        text = "\n\n".join([parts[0], f"{parts[1]} {parts[2]}", *parts[3:]])
    filled = {"what": version.title, "total": total, "day": day(version.valid_to, language), "me": teller, "name": name}
    for blank, value in filled.items():
        text = text.replace("{" + blank + "}", value.replace("{", "(").replace("}", ")"))
    return text


def _how(offer: Offer) -> str:
    if offer.is_written:
        return _(
            "You are bound to nothing unless you accept the offer in writing: on your own page, whose link is below, or "
            "by answering this message. If you do nothing, the offer lapses by itself."
        )
    return _("You can accept it, decline it or ask about it on your own page, whose link is below, or by answering.")


def withdrawal_letter(offer: Offer, *, name: str, teller: str) -> str:
    """The letter that tells of a withdrawal."""
    with override(offer.language):
        greeting = _("Hello {name},") if name else _("Hello,")
        told = _("We have to withdraw our offer {what}. We are sorry. Write or call, and we find another way.")
        text = f"{greeting}\n\n{told}\n\n{_('Kind regards')}\n{teller}"
    title = offer.current.title if offer.current else ""
    return text.replace("{name}", name).replace("{what}", title)


def accepting(offer: Offer, version: Version, name: str) -> str:
    """The exact words a customer accepts an offer with."""
    total = paid(version.lines.all(), with_vat=version.with_vat, language=offer.language)
    with override(offer.language):
        text = _("I accept the offer {number}, version {version}: {what}. In all {total}, VAT included.")
        signed = _("Name: {name}")
    told = {"number": offer.number, "version": str(version.number), "what": version.title, "total": total}
    for blank, value in told.items():
        text = text.replace("{" + blank + "}", value)
    return f"{text}\n{signed.replace('{name}', name)}"


def declining(offer: Offer, word: str) -> str:
    """What the customer says when they decline."""
    with override(offer.language):
        text = _("I do not accept the offer {number}.").replace("{number}", offer.number)
    return f"{text}\n{word}".strip()


def confirmation(offer: Offer, version: Version, *, name: str, accepted: str) -> str:
    """The mail that confirms an acceptance, with the accepted words in it."""
    with override(offer.language):
        greeting = _("Hello {name},") if name else _("Hello,")
        thanks = _("Thank you. You have accepted our offer {number}. This was accepted:")
        kept = _("The offer is attached as you accepted it. Keep this message.")
        ends = _ends(version, offer.language)
        text = "\n\n".join(part for part in (greeting, thanks, accepted, kept, ends, _("Kind regards")) if part)
    return text.replace("{name}", name).replace("{number}", offer.number)


def _ends(version: Version, language: str) -> str:
    if version.contract is None or version.ends_former_on is None:
        return ""
    text = _("Your former contract {contract} ends on {day}. We see to it, you need do nothing.")
    return text.replace("{contract}", version.contract.name).replace("{day}", day(version.ends_former_on, language))
