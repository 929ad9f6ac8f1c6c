"""What the customer is told of a decision, in their own language, to be changed by who decides."""

from __future__ import annotations

from django.utils.translation import gettext, override

from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.choices import BuiltIn
from kohtaamo.mandates.models import Kind

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
