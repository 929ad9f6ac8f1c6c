"""What became of an offer: the customer took it, did not take it, or it was withdrawn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Number, Text, Told
from kohtaamo.api.offers import OfferWhole, Word, whole_of
from kohtaamo.encounters.queries import message_for
from kohtaamo.offers.choices import How
from kohtaamo.offers.commands.accept import note_acceptance
from kohtaamo.offers.commands.settle import note_declined, withdraw
from kohtaamo.offers.queries import offer_for
from kohtaamo.staff.choices import Family

noun = Noun("offer_answers", family=Family.OFFERS, about="A customer's yes or no to an offer, and an offer withdrawn.")


class OfferAccepting(Told):
    """How it was accepted: the message in which the customer wrote it, or a word on how they told it."""

    message_id: Id | None = None
    how: Literal["person", "call"] = "person"
    word: Annotated[Text, Field(max_length=300)] = ""
    name: Annotated[Text, Field(max_length=200)] = ""


@noun.act("/offers/{int:offer_id}/acceptance", OfferWhole)
def note_offer_acceptance(request: ApiRequest, offer_id: Number, body: OfferAccepting) -> OfferWhole:
    """Note that the customer accepted."""
    offer = offer_for(request.member, offer_id)
    message = message_for(request.member, body.message_id) if body.message_id else None
    note_acceptance(
        actor=request.member, offer=offer, how=How.WRITTEN if message else How(body.how), name=body.name, message=message,
        word=body.word,
    )  # fmt: skip
    return whole_of(request, offer)


class OfferDeclining(Told):
    """What the customer said, and how."""

    word: Word


@noun.act("/offers/{int:offer_id}/declining", OfferWhole)
def note_offer_declined(request: ApiRequest, offer_id: Number, body: OfferDeclining) -> OfferWhole:
    """Note that the customer did not take it."""
    return whole_of(
        request, note_declined(actor=request.member, offer=offer_for(request.member, offer_id), word=body.word)
    )


class OfferWithdrawing(Told):
    """Why, and the letter to the customer; without one they were told otherwise."""

    word: Word
    letter: Annotated[Text, Field(max_length=20_000)] = ""


@noun.act("/offers/{int:offer_id}/withdrawal", OfferWhole)
def withdraw_offer(request: ApiRequest, offer_id: Number, body: OfferWithdrawing) -> OfferWhole:
    """Withdraw an offer."""
    offer = offer_for(request.member, offer_id)
    return whole_of(request, withdraw(actor=request.member, offer=offer, word=body.word, letter=body.letter))
