"""Customers who may be one: suggested, joined, and parted again."""

from __future__ import annotations

from pydantic import Field

from kohtaamo.api.customers import CustomerShape, CustomerWhole, customer_shape, customer_whole
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape, Told
from kohtaamo.customers.commands.duplicate import dismiss
from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.models import Duplicate, Merge
from kohtaamo.customers.queries import customer_for, merges_of, open_duplicates
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.rules import require

noun = Noun("merges", family=Family.CUSTOMERS, about="Customers who may be one, joined and parted again.")


class DuplicateShape(Shape):
    """Two customers who may be one."""

    id: Id
    first: CustomerShape
    second: CustomerShape
    reason: str
    found_at: Moment


class DuplicatePage(Page[DuplicateShape]):
    """Pairs nobody has decided on, the newest first."""


@noun.read("/customers/duplicates", DuplicatePage)
def list_duplicates(request: ApiRequest, limit: Limit = 50, after: After = "") -> DuplicatePage:
    """List customers who may be one."""
    require(request.member, Right.MERGE_CUSTOMERS)
    place = place_in(request, after)
    rows = open_duplicates(request.member, before=place[2] if place else None, most=limit + 1)
    shown, more = part(request, rows, limit, lambda each: by_number(each.pk))
    return DuplicatePage(items=[_duplicate(each) for each in shown], next=more)


def _duplicate(pair: Duplicate) -> DuplicateShape:
    return DuplicateShape(
        id=pair.pk, first=customer_shape(pair.first), second=customer_shape(pair.second), reason=pair.reason,
        found_at=pair.found_at,
    )  # fmt: skip


@noun.remove("/customers/duplicates/{int:duplicate_id}")
def dismiss_duplicate(request: ApiRequest, duplicate_id: Number) -> None:
    """Say that the two are two; the pair is not suggested again."""
    dismiss(actor=request.member, duplicate_id=duplicate_id)


class MergeShape(Shape):
    """A joining of two customers."""

    id: Id
    winner_id: Id = Field(description="Who lives on.")
    loser_id: Id = Field(description="Who lives on as the winner.")
    merged_at: Moment
    merged_by_id: Id | None


class NewMerge(Told):
    """Who is joined."""

    loser_id: Id = Field(description="The customer who lives on as this one.")


class MergeList(Shape):
    """The joinings that stand."""

    items: list[MergeShape]


def _merge_shape(one: Merge) -> MergeShape:
    return MergeShape(
        id=one.pk, winner_id=one.winner_id, loser_id=one.loser_id, merged_at=one.merged_at,
        merged_by_id=one.merged_by_id,
    )  # fmt: skip


@noun.read("/customers/{int:customer_id}/merges", MergeList)
def list_merges(request: ApiRequest, customer_id: Number) -> MergeList:
    """List who was joined to this customer, the newest first."""
    customer = customer_for(request.member, customer_id)
    return MergeList(items=[_merge_shape(each) for each in merges_of(request.member, customer)])


@noun.act("/customers/{int:customer_id}/merges", MergeShape, status=201)
def merge_customers(request: ApiRequest, customer_id: Number, body: NewMerge) -> MergeShape:
    """Join another customer to this one.

    Identities, cases, encounters and promises move; it can be undone.
    """
    winner, loser = customer_for(request.member, customer_id), customer_for(request.member, body.loser_id)
    made = merge(actor=request.member, winner=winner, loser=loser)
    request.made_at = f"/api/v1/customers/{winner.pk}/merges"
    return _merge_shape(made)


@noun.act("/customers/{int:customer_id}/merges/{int:merge_id}/undoing", CustomerWhole)
def unmerge_customers(request: ApiRequest, customer_id: Number, merge_id: Number) -> CustomerWhole:
    """Part what was joined; answers with the customer who is back."""
    customer = customer_for(request.member, customer_id)
    found = next((each for each in merges_of(request.member, customer) if each.pk == merge_id), None)
    if found is None:
        raise NotFound
    back = unmerge(actor=request.member, merge=found)
    return customer_whole(request, back.pk)
