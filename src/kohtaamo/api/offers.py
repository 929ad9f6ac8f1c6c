"""Offers: begun in a case, written, given, and what became of them; their templates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.queries import case_for
from kohtaamo.offers.choices import How, OfferState, Per
from kohtaamo.offers.commands.draft import MOST_LINES, Row, Written, begin, drop, revise, write
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.models import Acceptance, Line, Offer, Version
from kohtaamo.offers.paper import file_name
from kohtaamo.offers.queries import (
    contract_for,
    draft_of,
    offer_for,
    offers_of,
    template_for,
    versions_of,
    visible_offers,
)
from kohtaamo.offers.reading import MOST_PRICE, MOST_QUANTITY
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.staff.choices import Family

noun = Noun("offers", family=Family.OFFERS, about="What a customer is offered in writing, and their yes or no.")

LineUnit = Literal["piece", "hour", "day", "kg", "m", "m2"]
Cents = Annotated[int, Field(strict=True, ge=0, le=MOST_PRICE, description="Cents for one.", examples=[1290])]
Many = Annotated[int, Field(strict=True, ge=1, le=MOST_QUANTITY, description="Thousandths.", examples=[1000])]
Rate = Annotated[int, Field(strict=True, ge=0, le=1000, description="Tenths of a per cent.", examples=[255])]
What = Annotated[Text, Field(min_length=1, max_length=200, examples=["Lehti kotiin"])]
Word = Annotated[Text, Field(min_length=1, max_length=300, examples=["Ei nyt"])]


class OfferLine(Shape):
    """A line. ``list_price`` is what it usually costs."""

    what: str
    quantity: int
    unit: LineUnit
    price: int
    list_price: int
    vat: int
    per: Per
    template_line_id: Id | None


class OfferVersion(Shape):
    """What was offered. Sums are in cents, VAT included; ``given_at`` is null while it is being written."""

    number: int
    title: str
    with_vat: bool
    terms: str
    own_terms: str
    valid_to: date
    begins_on: date | None
    contract_id: Id | None = Field(description="The present contract it takes the place of.")
    ends_former_on: date | None
    once_sum: int
    month_sum: int
    year_sum: int
    given_at: Moment | None
    message_id: Id | None
    document: str = Field(description="SHA-256 of the bytes that were given, empty before.")
    lines: list[OfferLine]


class AcceptanceShape(Shape):
    """Who accepted which version, when and how, in which words."""

    version: int
    name: str
    how: How
    text: str
    digest: str
    at: Moment
    message_id: Id | None
    contract_id: Id | None


class OfferShape(Shape):
    """An offer."""

    id: Id
    number: str
    case_id: Id
    customer_id: Id
    template_id: Id | None
    owner_id: Id | None
    language: str
    state: OfferState
    is_written: bool = Field(description="Only an acceptance in writing counts.")
    made_at: Moment
    valid_until: Moment | None
    settled_at: Moment | None
    word: str
    undelivered_at: Moment | None


class OfferWhole(OfferShape):
    """An offer with its versions, newest first, what is being written, and its acceptance."""

    draft: OfferVersion | None
    versions: list[OfferVersion]
    acceptance: AcceptanceShape | None


class OfferPage(Page[OfferShape]):
    """Offers, the newest first."""


class OfferList(Shape):
    """The offers of a case, the newest first."""

    items: list[OfferShape]


def _known(offer: Offer) -> dict[str, Any]:
    same = (
        "number", "case_id", "customer_id", "template_id", "owner_id", "language", "is_written", "made_at", "valid_until",
        "settled_at", "word", "undelivered_at",
    )  # fmt: skip
    return {name: getattr(offer, name) for name in same} | {"id": offer.pk, "state": OfferState(offer.state)}


def unit_of(unit: str) -> Any:
    """A unit as the shapes know it."""
    return unit


def _line(line: Line) -> OfferLine:
    return OfferLine(
        what=line.what, quantity=line.quantity, unit=unit_of(line.unit), price=line.price, list_price=line.list_price,
        vat=line.vat, per=Per(line.per), template_line_id=line.source_id,
    )  # fmt: skip


def _version(version: Version) -> OfferVersion:
    same = (
        "number", "title", "with_vat", "terms", "own_terms", "valid_to", "begins_on", "contract_id", "ends_former_on",
        "once_sum", "month_sum", "year_sum", "given_at", "message_id",
    )  # fmt: skip
    fields = {name: getattr(version, name) for name in same}
    lines = [_line(each) for each in version.lines.all()]
    return OfferVersion(**fields, document=version.document_id or "", lines=lines)


def _accepted(offer: Offer) -> AcceptanceShape | None:
    made = Acceptance.objects.filter(offer=offer).select_related("version").first()
    if made is None:
        return None
    return AcceptanceShape(
        version=made.version.number, name=made.name, how=How(made.how), text=made.text, digest=made.digest, at=made.at,
        message_id=made.message_id, contract_id=made.contract_id,
    )  # fmt: skip


def whole_of(request: ApiRequest, offer: Offer) -> OfferWhole:
    found = offer_for(request.member, offer.pk)
    draft = draft_of(found)
    return OfferWhole(
        **_known(found), draft=_version(draft) if draft else None,
        versions=[_version(each) for each in versions_of(found)], acceptance=_accepted(found),
    )  # fmt: skip


@noun.read("/offers", OfferPage)
def list_offers(
    request: ApiRequest, state: OfferState | None = None, mine: Literal["true"] | None = None, limit: Limit = 50,
    after: After = "",
) -> OfferPage:  # fmt: skip
    """List offers."""
    found = visible_offers(request.member).order_by("-pk")
    found = found.filter(state=state) if state else found
    found = found.filter(owner=request.member) if mine else found
    place = place_in(request, after)
    rows = found.filter(pk__lt=place[2]) if place else found
    shown, more = part(request, list(rows[: limit + 1]), limit, lambda offer: by_number(offer.pk))
    return OfferPage(items=[OfferShape(**_known(each)) for each in shown], next=more)


@noun.read("/offers/{int:offer_id}", OfferWhole)
def get_offer(request: ApiRequest, offer_id: Number) -> OfferWhole:
    """Get an offer."""
    return whole_of(request, offer_for(request.member, offer_id))


@noun.read("/cases/{int:case_id}/offers", OfferList)
def list_case_offers(request: ApiRequest, case_id: Number) -> OfferList:
    """List the offers of a case."""
    found = offers_of(case_for(request.member, case_id), newest=200)
    return OfferList(items=[OfferShape(**_known(each)) for each in found])


@noun.file("/offers/{int:offer_id}/document")
def download_offer(request: ApiRequest, offer_id: Number) -> HttpResponse:
    """Download the document of an offer.

    The very bytes the customer was given.
    """
    offer = offer_for(request.member, offer_id)
    if offer.current is None or offer.current.document_id is None:
        raise NotFound
    given = HttpResponse(fetch(offer.current.document_id), content_type="application/octet-stream")
    name = file_name(offer, offer.current)
    given.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return given


class NewOffer(Told):
    """What it begins from."""

    template_id: Id | None = None
    contract_id: Id | None = Field(default=None, description="The present contract it takes the place of.")


OFFER_LINKS: dict[str, Any] = {
    name: {"operationId": operation, "parameters": {"offer_id": "$response.body#/id"}}
    for name, operation in (("get", "get_offer"), ("write", "write_offer"), ("give", "give_offer"))
}


@noun.act("/cases/{int:case_id}/offers", OfferWhole, status=201, links=OFFER_LINKS)
def begin_offer(request: ApiRequest, case_id: Number, body: NewOffer) -> OfferWhole:
    """Begin an offer in a case."""
    case = case_for(request.member, case_id)
    template = template_for(request.member, body.template_id) if body.template_id else None
    contract = contract_for(request.member, body.contract_id) if body.contract_id else None
    made = begin(actor=request.member, case=case, template=template, contract=contract)
    request.made_at = f"/api/v1/offers/{made.pk}"
    return whole_of(request, made)


class OfferLineTold(Told):
    """A line. One of the template keeps its list price; else ``list_price`` is what it usually costs."""

    what: What
    price: Cents
    quantity: Many = 1000
    unit: LineUnit = "piece"
    vat: Rate = 255
    per: Per = Per.ONCE
    list_price: Cents | None = None
    template_line_id: Id | None = None


class OfferDraft(Told):
    """The whole draft."""

    title: Annotated[Text, Field(min_length=1, max_length=160, examples=["Kestotilaus"])]
    valid_to: date = Field(description="Its last day, today or later, at most a year from now.")
    lines: list[OfferLineTold] = Field(max_length=MOST_LINES)
    own_terms: Annotated[Text, Field(max_length=4000)] = ""
    letter: Annotated[Text, Field(max_length=20_000)] = Field(default="", description="Empty: the usual letter.")
    begins_on: date | None = None
    contract_id: Id | None = None
    ends_former_on: date | None = None
    is_written: Flag = False


@noun.act("/offers/{int:offer_id}/draft", OfferWhole)
def write_offer(request: ApiRequest, offer_id: Number, body: OfferDraft) -> OfferWhole:
    """Write the draft of an offer anew."""
    offer = offer_for(request.member, offer_id)
    rows = [
        Row(
            what=each.what, price=each.price, quantity=each.quantity, unit=each.unit, vat=each.vat, per=each.per,
            list_price=each.list_price, source=each.template_line_id,
        )
        for each in body.lines
    ]  # fmt: skip
    written = Written(
        title=body.title, valid_to=body.valid_to, rows=rows, own_terms=body.own_terms, letter=body.letter,
        begins_on=body.begins_on, ends_former_on=body.ends_former_on, is_written=body.is_written,
        contract=contract_for(request.member, body.contract_id) if body.contract_id else None,
    )  # fmt: skip
    write(actor=request.member, offer=offer, written=written)
    return whole_of(request, offer)


@noun.act("/offers/{int:offer_id}/giving", OfferWhole)
def give_offer(request: ApiRequest, offer_id: Number) -> OfferWhole:
    """Give an offer to the customer by mail.

    It can be taken back by recalling its message until that leaves.
    """
    return whole_of(request, give(actor=request.member, offer=offer_for(request.member, offer_id)))


@noun.act("/offers/{int:offer_id}/versions", OfferWhole)
def revise_offer(request: ApiRequest, offer_id: Number) -> OfferWhole:
    """Begin the next version of a given offer."""
    offer = offer_for(request.member, offer_id)
    revise(actor=request.member, offer=offer)
    return whole_of(request, offer)


@noun.act("/offers/{int:offer_id}/removal", OfferWhole)
def drop_offer(request: ApiRequest, offer_id: Number) -> OfferWhole:
    """Drop what is being written; what was given stands."""
    return whole_of(request, drop(actor=request.member, offer=offer_for(request.member, offer_id)))
