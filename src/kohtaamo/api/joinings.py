"""Cases joined into one, split in two, linked to one another."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kohtaamo.api.cases import CaseShape, shown
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Shape, Text, Told
from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Family
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.commands.join import join_cases, part_cases
from kohtaamo.work.commands.link import link_cases, unlink_cases
from kohtaamo.work.commands.split import split_case
from kohtaamo.work.models import Joining
from kohtaamo.work.together import joining_for, joinings_of, link_for, links_of

noun = Noun("joinings", family=Family.CASES, about="How cases hang together: joined, split, linked.")


class JoiningShape(Shape):
    """A case that lives on in another. Its `merged_into_id` tells so too."""

    id: Id
    winner_id: Id
    loser_id: Id
    joined_at: Moment
    joined_by_id: Id | None


class JoiningList(Shape):
    """What was joined to a case and not parted since, the latest first."""

    items: list[JoiningShape]


class NewJoining(Told):
    """Which case lives on."""

    winner_id: Id
    confirmed: Flag = Field(default=False, description="Needed when the customers differ: each may read the other.")


class NewSplit(Told):
    """What goes to a case of its own."""

    message_ids: Annotated[list[Id], Field(min_length=1, max_length=500)]
    subject: Annotated[Text, Field(max_length=300)] = ""


class LinkShape(Shape):
    """What one case is to another, told from the first."""

    id: Id
    first_id: Id
    second_id: Id
    kind: LinkKind


class LinkList(Shape):
    """The links of a case whose other end may be seen."""

    items: list[LinkShape]


class NewLink(Told):
    """What this case is to the other."""

    to_id: Id
    kind: Literal["related", "child", "duplicate"]


def joining_shape(joining: Joining) -> JoiningShape:
    return JoiningShape(
        id=joining.pk, winner_id=joining.winner_id, loser_id=joining.loser_id, joined_at=joining.joined_at,
        joined_by_id=joining.joined_by_id,
    )  # fmt: skip


@noun.read("/cases/{int:case_id}/joinings", JoiningList)
def list_case_joinings(request: ApiRequest, case_id: Number) -> JoiningList:
    """List what was joined to a case."""
    found = joinings_of(case_for(request.member, case_id))
    return JoiningList(items=[joining_shape(each) for each in found])


@noun.act("/cases/{int:case_id}/joinings", JoiningShape, status=201)
def join_case(request: ApiRequest, case_id: Number, body: NewJoining) -> JoiningShape:
    """Join this case to another: all of it moves, and its number and answers lead there.

    409 `other_customer` when their customers differ and it was not `confirmed`.
    """
    loser, winner = case_for(request.member, case_id), case_for(request.member, body.winner_id)
    made = join_cases(actor=request.member, winner=winner, loser=loser, confirmed=body.confirmed)
    request.made_at = f"/api/v1/cases/{winner.pk}/joinings"
    return joining_shape(made)


@noun.act("/cases/{int:case_id}/joinings/{int:joining_id}/partings", CaseShape)
def part_case(request: ApiRequest, case_id: Number, joining_id: Number) -> CaseShape:
    """Part them again: what moved goes back, with what came since to its meetings. Answers with the living case."""
    case = case_for(request.member, case_id)
    part_cases(actor=request.member, joining=joining_for(case, joining_id))
    return shown(request, case)


@noun.act("/cases/{int:case_id}/splits", CaseShape, status=201)
def split_off(request: ApiRequest, case_id: Number, body: NewSplit) -> CaseShape:
    """Give chosen messages a case of their own."""
    case = case_for(request.member, case_id)
    made = split_case(actor=request.member, case=case, messages=body.message_ids, subject=body.subject)
    request.made_at = f"/api/v1/cases/{made.pk}"
    return shown(request, made)


@noun.read("/cases/{int:case_id}/links", LinkList)
def list_case_links(request: ApiRequest, case_id: Number) -> LinkList:
    """List the links of a case."""
    found = [each.link for each in links_of(request.member, case_for(request.member, case_id))]
    return LinkList(
        items=[LinkShape(id=e.pk, first_id=e.first_id, second_id=e.second_id, kind=LinkKind(e.kind)) for e in found]
    )


@noun.act("/cases/{int:case_id}/links", LinkShape, status=201)
def link_case(request: ApiRequest, case_id: Number, body: NewLink) -> LinkShape:
    """Link a case to another."""
    case, to = case_for(request.member, case_id), case_for(request.member, body.to_id)
    made = link_cases(actor=request.member, case=case, to=to, kind=body.kind)
    request.made_at = f"/api/v1/cases/{case.pk}/links"
    return LinkShape(id=made.pk, first_id=made.first_id, second_id=made.second_id, kind=LinkKind(made.kind))


@noun.remove("/cases/{int:case_id}/links/{int:link_id}")
def unlink_case(request: ApiRequest, case_id: Number, link_id: Number) -> None:
    """Take a link off."""
    case = case_for(request.member, case_id)
    unlink_cases(actor=request.member, case=case, link=link_for(request.member, case, link_id))
