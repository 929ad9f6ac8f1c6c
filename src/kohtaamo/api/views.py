"""Saved views: lists of cases kept under a name, counted."""

from __future__ import annotations

from typing import Annotated

from django.http import QueryDict
from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Number, Shape, Text, Told
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family
from kohtaamo.staff.models import Team
from kohtaamo.work.commands.view import forget_view, save_view
from kohtaamo.work.models import View
from kohtaamo.work.viewing import counted_views, view_for

noun = Noun("views", family=Family.CASES, about="Lists of cases kept under a name, for oneself or a team.")


class ViewShape(Shape):
    """A view. `query` is what it asks of the queue, as in an address of the desk."""

    id: Id
    name: str
    query: str = Field(examples=["state=all&tag=3"])
    team_id: Id | None = Field(description="The team it is shared with; null is one's own.")
    maker_id: Id


class CountedView(ViewShape):
    """A view with how many cases it holds."""

    count: int
    has_more: bool = Field(description="Whether there may be more than was counted.")


class ViewList(Shape):
    """One's own and one's teams' views in one's own order."""

    items: list[CountedView]


class NewView(Told):
    """What is kept and under which name."""

    name: Annotated[Text, Field(min_length=1, max_length=60)]
    query: Annotated[Text, Field(max_length=400)] = ""
    team_id: Id | None = None


def _shape(view: View) -> ViewShape:
    return ViewShape(id=view.pk, name=view.name, query=view.query, team_id=view.team_id, maker_id=view.maker_id)


@noun.read("/views", ViewList)
def list_views(request: ApiRequest) -> ViewList:
    """List the views with their counts, in two questions to the database."""
    found = counted_views(request.member)
    told = [
        CountedView(**_shape(each.view).model_dump(), count=each.count.number, has_more=each.count.has_more)
        for each in found
    ]
    return ViewList(items=told)


@noun.act("/views", ViewShape, status=201)
def keep_view(request: ApiRequest, body: NewView) -> ViewShape:
    """Keep a view. What `query` asks for and is not known is left out of it."""
    team = Team.objects.filter(pk=body.team_id, is_active=True).first() if body.team_id else None
    if body.team_id and team is None:
        raise NotFound
    asked = {name: str(value) for name, value in QueryDict(body.query).items()}
    made = save_view(actor=request.member, name=body.name, asked=asked, team=team)
    request.made_at = f"/api/v1/views/{made.pk}"
    return _shape(made)


@noun.read("/views/{int:view_id}", ViewShape)
def get_view(request: ApiRequest, view_id: Number) -> ViewShape:
    """Get a view."""
    return _shape(view_for(request.member, view_id))


@noun.remove("/views/{int:view_id}")
def forget_one_view(request: ApiRequest, view_id: Number) -> None:
    """Forget a view; its cases stay where they are."""
    forget_view(actor=request.member, view=view_for(request.member, view_id))
