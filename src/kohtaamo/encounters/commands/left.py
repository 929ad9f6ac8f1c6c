"""When someone leaves the house, or a team is to be closed: no case is left without somebody who sees it."""

from __future__ import annotations

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.events import CaseMoved
from kohtaamo.encounters.locking import where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.staff.errors import TeamInUse
from kohtaamo.staff.events import MemberLeft, TeamClosing
from kohtaamo.touchpoints.models import Touchpoint


def give_back(event: MemberLeft) -> None:
    """The open cases of the one who left go back to their team's queue; what they settled keeps their name."""
    held = Case.objects.select_for_update().filter(owner=event.member).exclude(state=CaseState.SETTLED)
    for case in held.order_by("pk"):
        case.owner, case.changed_at = None, now()
        case.save(update_fields=["owner", "changed_at"])
        record("case.let_go", actor=event.by, **where(case), team=case.team_id, member=event.member.pk)
        publish(CaseMoved(case=case, from_team=case.team_id))


def hold_team(event: TeamClosing) -> None:
    """Raise ``TeamInUse`` while open cases or working touchpoints stand on the team."""
    open_cases = Case.objects.filter(team=event.team).exclude(state=CaseState.SETTLED)
    if open_cases.exists() or Touchpoint.objects.filter(team=event.team, is_active=True).exists():
        raise TeamInUse
