"""Who the key acts as."""

from __future__ import annotations

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Shape

noun = Noun("me", family="", about="The member of staff the key acts as, and what the key opens.")


class KeyShape(Shape):
    """The key that was sent."""

    id: Id
    name: str
    prefix: str
    scopes: list[str]
    expires_at: Moment | None


class Me(Shape):
    """Who a program is here."""

    id: Id
    name: str
    language: str
    role: str
    rights: list[str]
    team_ids: list[Id]
    key: KeyShape


@noun.read("/me", Me)
def get_me(request: ApiRequest) -> Me:
    """Who the key acts as.

    Needs no scope: a program asks here whether its key works, and what it may do with it.
    """
    member, key = request.member, request.key
    return Me(
        id=member.pk, name=member.name, language=member.language, role=member.role.name, rights=member.role.rights,
        team_ids=sorted(member.team_ids),
        key=KeyShape(id=key.pk, name=key.name, prefix=key.prefix, scopes=key.scopes, expires_at=key.expires_at),
    )  # fmt: skip
