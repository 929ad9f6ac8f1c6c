"""Changing what a person is here: role, teams, whether they are with us."""

from __future__ import annotations

from collections.abc import Mapping

from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.administrators import hold_roles, keep_an_administrator
from kohtaamo.staff.choices import Presence, Right
from kohtaamo.staff.commands.keys import revoke_keys_of
from kohtaamo.staff.events import MemberLeft
from kohtaamo.staff.models import Member, Membership, Role, Team
from kohtaamo.staff.rules import require
from kohtaamo.staff.sessions import end_sessions


def change_member(*, actor: Member, member: Member, role: Role, teams: Mapping[int, bool]) -> Member:
    """Give a person a role and teams: ``teams`` maps a team's id to whether they lead it.

    Raises ``OwnRight`` or ``LastAdministrator`` when nobody, or no longer the actor, could manage people.
    """
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        hold_roles()
        member = Member.objects.select_for_update().get(pk=member.pk)
        former = member.role.name
        member.role = role
        member.save(update_fields=["role"])
        _place(member, teams)
        keep_an_administrator(actor)
        record(
            "member.changed", actor=actor, member=member.pk, role=role.name, former_role=former,
            teams={str(team): leads for team, leads in teams.items()},
        )  # fmt: skip
        return member


def _place(member: Member, teams: Mapping[int, bool]) -> None:
    active = Team.objects.filter(pk__in=teams, is_active=True).values_list("pk", flat=True)
    member.memberships.exclude(team_id__in=active).filter(team__is_active=True).delete()
    Membership.objects.bulk_create(
        [Membership(member=member, team_id=team, is_lead=teams[team]) for team in active],
        update_conflicts=True, unique_fields=["member", "team"], update_fields=["is_lead"],
    )  # fmt: skip


def deactivate(*, actor: Member, member: Member) -> Member:
    """The person leaves: they cannot sign in, their sessions end, what they held goes back to its team's queue."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        hold_roles()
        member = Member.objects.select_for_update().get(pk=member.pk)
        if not member.is_active:
            return member
        member.is_active, member.presence = False, Presence.AWAY
        member.save(update_fields=["is_active", "presence"])
        keep_an_administrator(actor)
        end_sessions(member)
        revoke_keys_of(actor=actor, member=member)
        record("member.left", actor=actor, member=member.pk)
        publish(MemberLeft(member=member, by=actor))
        return member


def reactivate(*, actor: Member, member: Member) -> Member:
    """The person is back with the role and teams they had; they sign in anew."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        member = Member.objects.select_for_update().get(pk=member.pk)
        if not member.is_active:
            member.is_active = True
            member.save(update_fields=["is_active"])
            record("member.returned", actor=actor, member=member.pk)
        return member
