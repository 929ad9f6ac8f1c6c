"""Tags: the words, and those on a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Family
from kohtaamo.work.commands.tag import join_tags, name_tag, put_tag, remove_tag, rename_tag, take_tag_off
from kohtaamo.work.models import Tag
from kohtaamo.work.queries import tag_for, tags, tags_of

noun = Noun("tags", family=Family.CASES, about="Words put on cases.")
Name = Annotated[Text, Field(min_length=1, max_length=60, examples=["toimitus"])]


class TagShape(Shape):
    """A word put on cases."""

    id: Id
    name: str
    uses: int = Field(description="How many cases carry it.")
    made_at: Moment


class TagPage(Page[TagShape]):
    """Tags in the order they were named."""


class TagList(Shape):
    """The tags of a case, by name."""

    items: list[TagShape]


class NewTag(Told):
    """A tag's name; spelt otherwise it is the same tag."""

    name: Name


class TagJoining(Told):
    """Which tag it becomes."""

    winner_id: Id


def tag_shape(tag: Tag) -> TagShape:
    return TagShape(id=tag.pk, name=tag.name, uses=tag.uses, made_at=tag.made_at)


@noun.read("/tags", TagPage)
def list_tags(request: ApiRequest, limit: Limit = 50, after: After = "") -> TagPage:
    """List the tags."""
    place = place_in(request, after)
    rows = list(tags(request.member).filter(pk__gt=place[2] if place else 0).order_by("pk")[: limit + 1])
    found, more = part(request, rows, limit, lambda tag: by_number(tag.pk))
    return TagPage(items=[tag_shape(tag) for tag in found], next=more)


@noun.act("/tags", TagShape, status=201)
def name_new_tag(request: ApiRequest, body: NewTag) -> TagShape:
    """Name a tag; one of that name already is answered as it is."""
    tag = name_tag(actor=request.member, name=body.name)
    request.made_at = f"/api/v1/tags/{tag.pk}"
    return tag_shape(tag)


@noun.read("/tags/{int:tag_id}", TagShape)
def get_tag(request: ApiRequest, tag_id: Number) -> TagShape:
    """Get a tag."""
    return tag_shape(tag_for(request.member, tag_id))


@noun.act("/tags/{int:tag_id}/renamings", TagShape)
def rename_one_tag(request: ApiRequest, tag_id: Number, body: NewTag) -> TagShape:
    """Give a tag another name."""
    return tag_shape(rename_tag(actor=request.member, tag=tag_for(request.member, tag_id), name=body.name))


@noun.act("/tags/{int:tag_id}/joinings", TagShape)
def join_one_tag(request: ApiRequest, tag_id: Number, body: TagJoining) -> TagShape:
    """Join a tag to another: its cases get that one, and it is no more."""
    winner, loser = tag_for(request.member, body.winner_id), tag_for(request.member, tag_id)
    return tag_shape(join_tags(actor=request.member, winner=winner, loser=loser))


@noun.remove("/tags/{int:tag_id}")
def remove_one_tag(request: ApiRequest, tag_id: Number) -> None:
    """Take a tag off every case and forget it."""
    remove_tag(actor=request.member, tag=tag_for(request.member, tag_id))


@noun.read("/cases/{int:case_id}/tags", TagList)
def list_case_tags(request: ApiRequest, case_id: Number) -> TagList:
    """List the tags of a case."""
    case = case_for(request.member, case_id)
    return TagList(items=[tag_shape(tag) for tag in tags_of([case])[case.pk]])


@noun.act("/cases/{int:case_id}/tags", TagShape)
def put_case_tag(request: ApiRequest, case_id: Number, body: NewTag) -> TagShape:
    """Put a tag on a case, naming it on the way when the member may."""
    tag = put_tag(actor=request.member, case=case_for(request.member, case_id), name=body.name)
    return tag_shape(tag_for(request.member, tag.pk))


@noun.remove("/cases/{int:case_id}/tags/{int:tag_id}")
def take_case_tag_off(request: ApiRequest, case_id: Number, tag_id: Number) -> None:
    """Take a tag off a case."""
    case = case_for(request.member, case_id)
    take_tag_off(actor=request.member, case=case, tag=tag_for(request.member, tag_id))
