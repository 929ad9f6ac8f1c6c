"""Who is here: members of staff and their teams."""

from __future__ import annotations

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Shape
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Family, Presence, Right
from kohtaamo.staff.models import Member

noun = Noun("people", family=Family.PEOPLE, about="Members of staff and their teams.")


class MemberShape(Shape):
    """A member of staff."""

    id: Id
    name: str
    title: str
    role: str
    presence: Presence
    language: str
    speaks: list[str] = Field(description="Languages a customer may be served in.")
    team_ids: list[Id]
    is_active: bool
    email: str | None = Field(description="Null unless one manages people, or it is one's own.")
    seen_at: Moment | None


class MemberList(Shape):
    """Everyone here, by name."""

    items: list[MemberShape]


class TeamShape(Shape):
    """People who share a queue."""

    id: Id
    name: str
    is_active: bool
    size: int = Field(description="How many people.")


class TeamList(Shape):
    """Every team."""

    items: list[TeamShape]


def _member(viewer: Member, member: Member) -> MemberShape:
    manages = viewer.may(Right.MANAGE_STAFF)
    return MemberShape.of(
        member, role=member.role.name, team_ids=sorted(each.team_id for each in member.memberships.all()),
        email=member.email if manages or member.pk == viewer.pk else None,
        seen_at=member.seen_at if manages else None,
    )  # fmt: skip


@noun.read("/people", MemberList)
def list_people(request: ApiRequest) -> MemberList:
    """List everyone here.

    Those who have left only for one who manages people.
    """
    return MemberList(items=[_member(request.member, each) for each in queries.people(request.member)])


@noun.read("/people/{int:member_id}", MemberShape)
def get_person(request: ApiRequest, member_id: Number) -> MemberShape:
    """Get a member of staff."""
    return _member(request.member, queries.person_for(request.member, member_id))


@noun.read("/teams", TeamList)
def list_teams(request: ApiRequest) -> TeamList:
    """List every team."""
    return TeamList(items=[TeamShape.of(each) for each in queries.teams(request.member)])
