"""Teams: made, renamed, closed when nothing stands on them, opened again."""

from __future__ import annotations

from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.errors import NameMissing, NameTaken
from kohtaamo.staff.events import TeamClosing
from kohtaamo.staff.models import Member, Membership, Team
from kohtaamo.staff.rules import require


def make_team(*, actor: Member, name: str) -> Team:
    """A new, empty team. Raises ``NameMissing`` or ``NameTaken``."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        team = Team.objects.create(name=_free_name(name))
        record("team.made", actor=actor, team=team.pk, name=team.name)
        return team


def change_team(*, actor: Member, team: Team, name: str, members: dict[int, bool]) -> Team:
    """Rename a team and say who is in it: ``members`` maps a person's id to whether they lead it."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        team = Team.objects.select_for_update().get(pk=team.pk)
        former, team.name = team.name, _free_name(name, but=team)
        team.save(update_fields=["name"])
        _fill(team, members)
        record(
            "team.changed", actor=actor, team=team.pk, name=team.name, former_name=former,
            members={str(member): leads for member, leads in members.items()},
        )  # fmt: skip
        return team


def _fill(team: Team, members: dict[int, bool]) -> None:
    known = Member.objects.filter(pk__in=members).values_list("pk", flat=True)
    team.memberships.exclude(member_id__in=known).filter(member__is_active=True).delete()
    Membership.objects.bulk_create(
        [Membership(team=team, member_id=member, is_lead=members[member]) for member in known],
        update_conflicts=True, unique_fields=["member", "team"], update_fields=["is_lead"],
    )  # fmt: skip


def close_team(*, actor: Member, team: Team) -> Team:
    """Close a team. Raises ``TeamInUse`` while open cases or touchpoints stand on it."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        team = Team.objects.select_for_update().get(pk=team.pk)
        publish(TeamClosing(team))
        return _set_active(actor, team, False)


def reopen_team(*, actor: Member, team: Team) -> Team:
    """Open a closed team again, with the people it had."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        return _set_active(actor, Team.objects.select_for_update().get(pk=team.pk), True)


def _set_active(actor: Member, team: Team, is_active: bool) -> Team:
    if team.is_active != is_active:
        team.is_active = is_active
        team.save(update_fields=["is_active"])
        record("team.reopened" if is_active else "team.closed", actor=actor, team=team.pk, name=team.name)
    return team


def _free_name(name: str, but: Team | None = None) -> str:
    name = " ".join(name.replace("\0", " ").split())[:80]
    if not name:
        raise NameMissing
    if Team.objects.filter(name__iexact=name).exclude(pk=but.pk if but else 0).exists():
        raise NameTaken
    return name
