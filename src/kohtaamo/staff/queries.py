"""Reading people, teams, roles and invitations."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right, RoleName
from kohtaamo.staff.models import Invitation, Key, Member, Membership, Role, Team
from kohtaamo.staff.rules import require


def people(viewer: Member) -> QuerySet[Member]:
    """Everyone here with role and teams, by name; those who have left only for one who manages people."""
    members = Member.objects.select_related("role").prefetch_related(_places()).order_by(Lower("name"), "pk")
    return members if viewer.may(Right.MANAGE_STAFF) else members.filter(is_active=True)


def _places() -> Prefetch[str]:
    places = Membership.objects.filter(team__is_active=True).select_related("team").order_by("team__name")
    return Prefetch("memberships", queryset=places)


def person_for(viewer: Member, member_id: int) -> Member:
    """One person. Raises ``NotFound`` when they are not there for this viewer."""
    found = people(viewer).filter(pk=member_id).first()
    if found is None:
        raise NotFound
    return found


def teams(viewer: Member) -> QuerySet[Team]:
    """Teams with how many active people each has (``size``); closed ones last, only for one who manages people."""
    found = Team.objects.annotate(size=Count("memberships", filter=Q(memberships__member__is_active=True)))
    found = found.order_by("-is_active", Lower("name"))
    return found if viewer.may(Right.MANAGE_STAFF) else found.filter(is_active=True)


def team_for(viewer: Member, team_id: int) -> Team:
    """One team to manage. Raises ``NotAllowed`` or ``NotFound``."""
    require(viewer, Right.MANAGE_STAFF)
    found = Team.objects.filter(pk=team_id).first()
    if found is None:
        raise NotFound
    return found


def roles(viewer: Member) -> QuerySet[Role]:
    """Every role with how many active people have it (``size``), in the order they were made."""
    require(viewer, Right.MANAGE_STAFF)
    return Role.objects.annotate(size=Count("members", filter=Q(members__is_active=True))).order_by("pk")


def role_for(viewer: Member, role_id: int) -> Role:
    """One role to manage. Raises ``NotAllowed`` or ``NotFound``."""
    found = roles(viewer).filter(pk=role_id).first()
    if found is None:
        raise NotFound
    return found


def is_starting(role: Role) -> bool:
    """Whether the role is one of those every system has."""
    return role.name in RoleName.values


def waiting_invitations(viewer: Member) -> QuerySet[Invitation]:
    """Invitations neither used nor revoked, the newest first; those too old among them, so that they are seen."""
    require(viewer, Right.MANAGE_STAFF)
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    return waiting.select_related("role", "invited_by").order_by("-invited_at", "-pk")


def invitation_for(viewer: Member, invitation_id: int) -> Invitation:
    """One waiting invitation. Raises ``NotAllowed`` or ``NotFound``."""
    found = waiting_invitations(viewer).filter(pk=invitation_id).first()
    if found is None:
        raise NotFound
    return found


def is_over(invitation: Invitation) -> bool:
    """Whether the invitation has become too old."""
    return invitation.expires_at <= now()


def keys(viewer: Member) -> QuerySet[Key]:
    """One's own keys, the newest first; everybody's for one who manages people."""
    found = Key.objects.select_related("member", "made_by", "revoked_by").order_by("-pk")
    return found if viewer.may(Right.MANAGE_STAFF) else found.filter(member=viewer)


def key_for(viewer: Member, key_id: int) -> Key:
    """One key that the viewer may see. Raises ``NotFound``."""
    found = keys(viewer).filter(pk=key_id).first()
    if found is None:
        raise NotFound
    return found
