"""Many cases changed at once."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import QueryDict
from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Shape, Text, Told
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Family
from kohtaamo.work.bulk_telling import bulk_for, bulks_of, progress_of
from kohtaamo.work.choices import Act, BulkState
from kohtaamo.work.commands.bulk import begin_bulk, go_on, stop_bulk, undo_bulk
from kohtaamo.work.models import Bulk
from kohtaamo.work.narrowing import wanted
from kohtaamo.work.queries import tag_for

noun = Noun("bulks", family=Family.CASES, about="Many cases changed one by one, which can be stopped and put back.")


class BulkShape(Shape):
    """A change of many, and how far it has come."""

    id: Id
    act: Act
    state: BulkState
    total: int
    waits: int = Field(description="Not gone through yet.")
    changed: int
    same: int = Field(description="Were so already.")
    refused: int = Field(description="Could not be changed.")
    put_back: int
    kept: int = Field(description="Left be on the way back: somebody changed them since.")
    begun_at: Moment
    ended_at: Moment | None


class BulkList(Shape):
    """One's own latest, the newest first."""

    items: list[BulkShape]


class NewBulk(Told):
    """Which cases, and what they are changed by. Either `case_ids` or `query` (as in an address of the queue)."""

    act: Act
    case_ids: Annotated[list[Id], Field(max_length=2000)] | None = None
    query: Annotated[Text, Field(max_length=400)] | None = Field(default=None, examples=["state=all&tag=3"])
    team_id: Id | None = Field(default=None, description="To whom they are given.")
    owner_id: Id | None = None
    tag_id: Id | None = Field(default=None, description="The tag put on or taken off.")


def _shape(bulk: Bulk) -> BulkShape:
    come = progress_of(bulk)
    return BulkShape(
        id=bulk.pk, act=Act(bulk.act), state=BulkState(bulk.state), total=bulk.total, waits=come.waits,
        changed=come.changed, same=come.same, refused=come.refused, put_back=come.put_back, kept=come.kept,
        begun_at=bulk.begun_at, ended_at=bulk.ended_at,
    )  # fmt: skip


def _what(request: ApiRequest, body: NewBulk) -> dict[str, Any]:
    if body.act == Act.ASSIGN:
        if body.team_id is None:
            raise Invalid
        return {"team": body.team_id, "owner": body.owner_id}
    if body.act in {Act.TAG, Act.UNTAG}:
        tag = tag_for(request.member, body.tag_id or 0)
        return {"tag": tag.pk, "name": tag.name}
    return {}


@noun.read("/bulks", BulkList)
def list_bulks(request: ApiRequest) -> BulkList:
    """List one's own, the newest thirty."""
    return BulkList(items=[_shape(each) for each in bulks_of(request.member)])


@noun.act("/bulks", BulkShape, status=201)
def begin_one_bulk(request: ApiRequest, body: NewBulk) -> BulkShape:
    """Begin to change many cases, at most 20,000; it is worked on in the background."""
    if (body.case_ids is None) == (body.query is None):
        raise Invalid
    asked = None
    if body.query is not None:
        asked = wanted({name: str(value) for name, value in QueryDict(body.query).items()}, request.member)
    made = begin_bulk(
        actor=request.member, act=body.act, what=_what(request, body), cases=body.case_ids or (), asked=asked
    )
    request.made_at = f"/api/v1/bulks/{made.pk}"
    return _shape(made)


def _mine(request: ApiRequest, bulk_id: int) -> Bulk:
    return bulk_for(request.member, bulk_id)


@noun.read("/bulks/{int:bulk_id}", BulkShape)
def get_bulk(request: ApiRequest, bulk_id: Number) -> BulkShape:
    """How far a change has come."""
    return _shape(_mine(request, bulk_id))


@noun.act("/bulks/{int:bulk_id}/stops", BulkShape)
def stop_one_bulk(request: ApiRequest, bulk_id: Number) -> BulkShape:
    """Stop it after the case under hand."""
    return _shape(stop_bulk(actor=request.member, bulk=_mine(request, bulk_id)))


@noun.act("/bulks/{int:bulk_id}/goings-on", BulkShape)
def go_on_with_bulk(request: ApiRequest, bulk_id: Number) -> BulkShape:
    """Go on with one that was stopped."""
    return _shape(go_on(actor=request.member, bulk=_mine(request, bulk_id)))


@noun.act("/bulks/{int:bulk_id}/undoings", BulkShape)
def undo_one_bulk(request: ApiRequest, bulk_id: Number) -> BulkShape:
    """Put back what was changed, where nobody changed it since."""
    return _shape(undo_bulk(actor=request.member, bulk=_mine(request, bulk_id)))
