"""Reading who is away, who stands in for whom, and how teams share their work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.serving.models import Absence, TeamSharing
from kohtaamo.staff.choices import Presence, Right
from kohtaamo.staff.models import Member, Membership, Team

FARTHEST = 5  # stand-ins of stand-ins


def away_at(at: datetime) -> QuerySet[Absence]:
    """The absences that hold at a moment."""
    return Absence.objects.filter(starts_at__lte=at, ends_at__gt=at, ended_at__isnull=True)


def absence_of(member: Member | int, at: datetime) -> Absence | None:
    """Why somebody is away now; None when they are not."""
    pk = member if isinstance(member, int) else member.pk
    return away_at(at).filter(member_id=pk).select_related("member", "stand_in").order_by("-ends_at").first()


def stand_in_for(member_id: int, at: datetime) -> Member | None:
    """Who takes what comes to this person now: themselves when here, else the nearest stand-in who is here."""
    met: set[int] = set()
    while len(met) < FARTHEST and member_id not in met:
        met.add(member_id)
        absence = absence_of(member_id, at)
        if absence is None:
            return Member.objects.select_related("role").filter(pk=member_id, is_active=True).first()
        if absence.stand_in_id is None:
            return None
        member_id = absence.stand_in_id
    return None


def sent_away_by(viewer: Member) -> QuerySet[Member]:
    """For whom this person may write down that they are away: oneself, the teams one leads, all for who manages people."""
    if viewer.may(Right.MANAGE_STAFF):
        return Member.objects.all()
    led = Membership.objects.filter(team__memberships__member=viewer, team__memberships__is_lead=True)
    return Member.objects.filter(Q(pk=viewer.pk) | Q(pk__in=led.values("member_id")))


def absences(viewer: Member) -> QuerySet[Absence]:
    """The absences that are or will be of those one may send away, the first first."""
    found = Absence.objects.filter(ended_at__isnull=True, member__in=sent_away_by(viewer))
    return found.select_related("member", "stand_in").order_by("starts_at", "pk")


def may_set_sharing(viewer: Member, team: Team) -> bool:
    """Those who manage people, and who lead the team."""
    return viewer.may(Right.MANAGE_STAFF) or Membership.objects.filter(member=viewer, team=team, is_lead=True).exists()


def sharings(viewer: Member) -> list[TeamSharing]:
    """How each team this person may set shares its work; as usual where nobody has said."""
    teams = Team.objects.filter(is_active=True)
    if not viewer.may(Right.MANAGE_STAFF):
        teams = teams.filter(memberships__member=viewer, memberships__is_lead=True)
    known = {one.team_id: one for one in TeamSharing.objects.filter(team__in=teams).select_related("latest")}
    return [known.get(team.pk) or TeamSharing(team=team) for team in teams.order_by("name")]


def able(team_id: int, at: datetime) -> list[Member]:
    """Those of a team who may get a new case now: active, able to answer, neither away nor said to be; by id."""
    away = away_at(at).values("member_id")
    people = Member.objects.filter(is_active=True, memberships__team_id=team_id).exclude(presence=Presence.AWAY)
    return [one for one in people.exclude(pk__in=away).select_related("role").order_by("pk") if one.may(Right.ANSWER)]


def loads(members: Iterable[Member]) -> dict[int, int]:
    """How many cases that wait for us each has."""
    owned = Case.objects.filter(Q(owner__in=list(members)), state=CaseState.WAITING_US).order_by().values_list("owner")
    return dict(owned.annotate(count=Count("pk")))
