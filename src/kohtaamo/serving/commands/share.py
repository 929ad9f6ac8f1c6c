"""Being away, standing in, and giving a team's new cases to its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kohtaamo.encounters.commands.take import may_have
from kohtaamo.encounters.events import Arrived, CaseMoved
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotAllowed
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.serving.choices import Sharing
from kohtaamo.serving.models import Absence, TeamSharing
from kohtaamo.serving.queries.sharing import able, absence_of, loads, may_set_sharing, sent_away_by, stand_in_for
from kohtaamo.serving.rules import Candidate, choose
from kohtaamo.staff.models import Member, Team

LONGEST = timedelta(days=800)


def set_away(
    *, actor: Member, member: Member, starts_at: datetime, ends_at: datetime, stand_in: Member | None, note: str = ""
) -> Absence:  # fmt: skip
    """Somebody will be away: oneself, one of a team one leads, or anyone for those who manage people.

    Raises ``NotAllowed`` and ``Invalid``.
    """
    if not sent_away_by(actor).filter(pk=member.pk).exists():
        raise NotAllowed
    if not starts_at < ends_at or ends_at <= now() or ends_at - starts_at > LONGEST:
        raise Invalid(_("Being away ends after it begins, and not in the past."))
    if stand_in is not None and (stand_in.pk == member.pk or not stand_in.is_active):
        raise Invalid(_("Somebody else stands in for you."))
    with unit_of_work():
        absence = Absence.objects.create(
            member=member, starts_at=starts_at, ends_at=ends_at, stand_in=stand_in, note=note.strip()[:200],
            set_by=actor, set_at=now(),
        )  # fmt: skip
        record("member.away_set", actor=actor, member=member.pk, stand_in=stand_in.pk if stand_in else None)
        return absence


def end_away(*, actor: Member, absence: Absence) -> None:
    """They are back, or will not be away after all. Raises ``NotAllowed``."""
    if not sent_away_by(actor).filter(pk=absence.member_id).exists():
        raise NotAllowed
    with unit_of_work():
        if Absence.objects.filter(pk=absence.pk, ended_at__isnull=True).update(ended_at=now()):
            record("member.away_ended", actor=actor, member=absence.member_id)


def set_sharing(*, actor: Member, team: Team, way: str, by_language: bool, most: int | None) -> TeamSharing:
    """How the team's new cases find their owner. Raises ``NotAllowed`` and ``Invalid``."""
    if not may_set_sharing(actor, team):
        raise NotAllowed
    if way not in Sharing.values or (most is not None and not 0 < most < 1000):
        raise Invalid
    with unit_of_work():
        fields = {"way": way, "by_language": by_language, "most": most}
        sharing, _made = TeamSharing.objects.update_or_create(team=team, defaults=fields)
        record("team.sharing_set", actor=actor, team=team.pk, way=way)
        return sharing


def share(event: Arrived) -> None:
    """A new case finds its owner as its team wishes; one of somebody who is away goes to their stand-in."""
    if event.message.is_automatic or event.encounter.is_history or event.message.is_only_thanks:
        return
    if event.is_new_case and event.case.owner_id is None:
        _give(event.case)
    elif event.case.owner_id is not None:
        _pass_on(event.case)


def pass_on(event: CaseMoved) -> None:
    """A case given to somebody who is away goes to their stand-in at once."""
    if event.case.owner_id is not None:
        _pass_on(event.case)


def _give(case: Case) -> None:
    sharing = next(iter(_shared(case.team_id)), None)
    if sharing is None:
        return
    members = able(case.team_id, now())
    has = loads(members)
    found = [Candidate(one.pk, [*one.speaks, one.language], has.get(one.pk, 0)) for one in members]
    chosen = choose(
        found, way=sharing.way, language=case.language, by_language=sharing.by_language, most=sharing.most,
        latest=sharing.latest_id,
    )  # fmt: skip
    if chosen is None:
        return
    sharing.latest_id = chosen.pk
    sharing.save(update_fields=["latest"])
    set_owner(case, chosen.pk, why=chosen.way, language=chosen.language)


@prepared
def _shared(team: int) -> QuerySet[TeamSharing]:
    """How a team's new cases are given out, held; nothing when its people take them themselves."""
    return TeamSharing.objects.select_for_update().exclude(way=Sharing.FREE).filter(team_id=team)


def _pass_on(case: Case) -> None:
    owner = case.owner_id or 0
    absence = absence_of(owner, now())
    if absence is None or case.is_settled:
        return
    found = stand_in_for(owner, now())
    takes = found.pk if found is not None and may_have(found, case.team) else None
    if takes != owner:
        set_owner(case, takes, why="away", away=owner)


def set_owner(case: Case, owner: int | None, **why: Any) -> None:
    """The case, held by the caller, has this owner from now; ``why`` stands in the talk."""
    former = case.owner_id
    case.owner_id = owner
    case.save(update_fields=["owner"])
    record("case.assigned", actor=None, **where(case), **teamed(case), from_team=case.team_id, member=former, **why)
