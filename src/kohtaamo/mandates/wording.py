"""What the customer is told of a decision, in their own language, to be changed by who decides."""

from __future__ import annotations

import re

from django.utils.translation import gettext, override

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.choices import BuiltIn, Telling, Unit
from kohtaamo.mandates.models import Kind, Request

AMOUNT = "{amount}"


def words_for(kind: Kind, amount: int, *, language: str, name: str = "", teller: str = "") -> str:
    """The whole letter with the amount in it: greeting, what was decided, an ending."""
    return frame_for(kind, language=language, name=name, teller=teller).replace(
        AMOUNT, told(kind.unit, amount, language)
    )


def frame_for(kind: Kind, *, language: str, name: str = "", teller: str = "") -> str:
    """The letter with ``{amount}`` still to be filled in.

    ``{name}`` and ``{me}`` are replaced and nothing else is, so what an organisation writes cannot reach anything.
    """
    own = str(getattr(kind, f"told_{language}", ""))
    with override(language):
        frame = own if "\n" in own.strip() else _letter(own or _sentence(kind), name)
    return frame.replace("{me}", teller).replace("{name}", name.replace(AMOUNT, "")).strip()


def sentence_for(kind: Kind, amount: int, *, language: str) -> str:
    """What was decided, as it stands in a letter that says more: the whole own text of a kind, when it has one."""
    own = str(getattr(kind, f"told_{language}", "")).strip()
    with override(language):
        frame = own if own and "\n" not in own else _sentence(kind)
        frame = frame.removeprefix(gettext("I am sorry for the trouble.")).strip()
    return frame.replace(AMOUNT, told(kind.unit, amount, language)).replace("{me}", "").replace("{name}", "")


def how_told(case: Case, kind: Kind, told: str) -> str:
    """What the note among us says when nothing was written to the customer, in the case's language."""
    with override(case.language):
        return {
            Telling.PERSON: gettext("%(what)s. The customer was told in person."),
            Telling.PHONE: gettext("%(what)s. The customer was told by phone."),
        }.get(Telling(told), gettext("%(what)s. The customer has not been told yet.")) % {"what": kind}


def words_of(request: Request, amount: int) -> str:
    """What the customer is told when this much of a request is granted; empty when they are told in person.

    The asker's own words, with the smaller amount where they name the one asked. Words that do not name it cannot be
    mended: the kind's letter is told instead, so that nobody is promised what was not granted.
    """
    unit, language = request.kind.unit, request.case.language
    if amount == request.amount or not request.words.strip():
        return request.words
    words, count = _naming(unit, request.amount, language).subn(told(unit, amount, language), request.words)
    if count:
        return words
    name, teller = request.case.customer.first_name, request.asked_by.first_name
    return words_for(request.kind, amount, language=language, name=name, teller=teller)


def _naming(unit: str, amount: int, language: str) -> re.Pattern[str]:
    """An amount as people write it in a letter: ``60 €``, ``60,00 €``, ``€60``, ``60 euroa``, ``7 päivää``."""
    if unit != Unit.MONEY:
        return re.compile(_after_nothing(re.escape(told(unit, amount, language)).replace("\u00a0", r"\s")) + r"\b")
    whole, rest = divmod(amount, 100)
    cents = f"[.,]{rest:02d}" if rest else "(?:[.,]00)?"
    grouped = r"[\s.,]?".join(_thousands(whole))
    number = f"{grouped}{cents}"
    return re.compile(_after_nothing(rf"(?:(?:€|EUR)\s?{number}(?![\d.,]*\d)|{number}\s?(?:€|e\b|eur\w*|kr\b))"), re.I)


def _after_nothing(pattern: str) -> str:
    """Not the end of a longer number: 160 € does not name 60 €."""
    return r"(?<!\d)(?<!\d[.,\s])" + pattern


def _thousands(whole: int) -> list[str]:
    return f"{whole:,}".split(",")


def _letter(sentence: str, name: str) -> str:
    greeting = gettext("Hello {name},") if name else gettext("Hello,")
    ending = gettext("Kind regards")
    return f"{greeting}\n\n{sentence}\n\n{ending}\n{{me}}"


def _sentence(kind: Kind) -> str:
    sorry = gettext("I am sorry for the trouble.")
    sentences = {
        BuiltIn.REFUND: gettext("I have decided that we refund you {amount}."),
        BuiltIn.DISCOUNT: gettext("I have decided that you get {amount} off the price."),
        BuiltIn.REPLACEMENT: gettext("I have decided that you get a new one in its place, at no cost to you."),
        BuiltIn.GIFT: gettext("I have decided to give you a gift card of {amount}."),
        BuiltIn.FREE_DELIVERY: gettext("I have decided that the delivery costs you nothing."),
        BuiltIn.EXTRA_TIME: gettext("I have decided that you get {amount} more time."),
        BuiltIn.SKIP_STEP: gettext("I have decided that this step is not needed of you."),
    }
    known = sentences.get(BuiltIn(kind.code)) if kind.is_built_in else None
    return f"{sorry} {known}" if known else _own_kind(kind, sorry)


def _own_kind(kind: Kind, sorry: str) -> str:
    """A kind the organisation added without a text of its own is told by its name."""
    if kind.has_amount:
        return f"{sorry} " + gettext("I have decided this for you: {what}, {amount}.").replace("{what}", str(kind))
    return f"{sorry} " + gettext("I have decided this for you: {what}.").replace("{what}", str(kind))
