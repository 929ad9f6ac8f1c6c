"""Who has the case: taking it, giving it, letting it go."""

from __future__ import annotations

from kohtaamo.encounters.choices import EncounterState
from kohtaamo.encounters.commands.notice import notice
from kohtaamo.encounters.errors import AlreadyTaken
from kohtaamo.encounters.events import CaseMoved
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require


def take(*, actor: Member, case: Case) -> Case:
    """Take a case on. Raises ``AlreadyTaken`` when a colleague has it; taking one's own again changes nothing."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        notice(actor=actor, case=case)
        if case.owner_id == actor.pk:
            return case
        if case.owner_id is not None:
            raise AlreadyTaken
        case.owner, case.changed_at = actor, now()
        case.save(update_fields=["owner", "changed_at"])
        _begin(case)
        record("case.taken", actor=actor, **where(case), **teamed(case))
        return case


def _begin(case: Case) -> None:
    Encounter.objects.filter(case=case, state=EncounterState.WAITING).update(state=EncounterState.MET)


def let_go(*, actor: Member, case: Case) -> Case:
    """Give the case back to its team's queue."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        if case.owner_id is None:
            return case
        former, case.owner, case.changed_at = case.owner_id, None, now()
        case.save(update_fields=["owner", "changed_at"])
        record("case.let_go", actor=actor, **where(case), team=case.team_id, member=former)
        return case


def assign(*, actor: Member, case: Case, team: Team, owner: Member | None = None, word: str = "") -> Case:
    """Give a case to a team, or to a person in it. Raises ``Invalid`` when that person cannot see the team's cases."""
    require(actor, Right.ASSIGN)
    with unit_of_work():
        case = hold(actor, case)
        if owner is not None and not may_have(owner, team):
            raise Invalid
        from_team, from_owner = case.team_id, case.owner_id
        if (from_team, from_owner) == (team.pk, owner.pk if owner else None):
            return case
        case.team, case.owner, case.changed_at = team, owner, now()
        case.save(update_fields=["team", "owner", "changed_at"])
        record(
            "case.assigned", actor=actor, **where(case), **teamed(case),
            from_team=from_team, member=from_owner, word=word[:200],
        )  # fmt: skip
        publish(CaseMoved(case=case, from_team=from_team))
        return case


def may_have(member: Member, team: Team) -> bool:
    """Whether a person may be given the cases of a team."""
    return member.may(Right.ANSWER) and (team.pk in member.team_ids or member.may(Right.SEE_ALL))
