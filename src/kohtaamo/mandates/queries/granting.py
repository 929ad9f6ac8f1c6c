"""Reading mandates and kinds for those who grant, and finding whom to ask."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Presence, Right
from kohtaamo.staff.models import Member, Membership, Role
from kohtaamo.staff.rules import require

SEEN_LATELY = timedelta(minutes=30)


def mandates(viewer: Member) -> QuerySet[Mandate]:
    """Mandates that stand or will, by kind and then from the widest holder to the person."""
    require(viewer, Right.GRANT)
    standing = Mandate.objects.filter(ended_at__isnull=True).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now()))
    named = standing.select_related("kind", "role", "team", "member", "touchpoint", "granted_by")
    return named.order_by("kind", F("role").asc(nulls_last=True), F("team").asc(nulls_last=True), "member", "pk")


def past_mandates(viewer: Member, *, newest: int = 50) -> list[Mandate]:
    """Mandates that have ended or lapsed, the latest first."""
    require(viewer, Right.GRANT)
    over = Mandate.objects.filter(Q(ended_at__isnull=False) | Q(valid_to__lte=now()))
    named = over.select_related("kind", "role", "team", "member", "touchpoint", "ended_by", "replaced_by")
    return list(named.order_by(F("ended_at").desc(nulls_last=True), "-pk")[:newest])


def mandate_for(viewer: Member, mandate_id: int) -> Mandate:
    """One mandate to manage. Raises ``NotAllowed`` or ``NotFound``."""
    require(viewer, Right.GRANT)
    found = Mandate.objects.select_related("kind", "role", "team", "member", "touchpoint", "granted_by")
    mandate = found.filter(pk=mandate_id).first()
    if mandate is None:
        raise NotFound
    return mandate


def kinds(viewer: Member) -> QuerySet[Kind]:
    """Every kind of decision, those in use first."""
    require(viewer, Right.GRANT)
    return Kind.objects.order_by("-is_active", "pk")


def kind_for(viewer: Member, kind_id: int) -> Kind:
    """One kind to manage. Raises ``NotAllowed`` or ``NotFound``."""
    found = kinds(viewer).filter(pk=kind_id).first()
    if found is None:
        raise NotFound
    return found


def kinds_to_ask(viewer: Member) -> list[Kind]:
    """The kinds one may ask for."""
    require(viewer, Right.DECIDE)
    return list(Kind.objects.filter(is_active=True))


def who_may_answer(case: Case, asker: Member, *, but: Collection[int] = ()) -> list[Member]:
    """Those who may grant in this case, the first to ask first.

    Someone present comes before someone away; of these the leads of the case's team, then its people, then others who
    see the case. A lead who is away is thus stood in for by the nearest one present.
    """
    granting = [role.pk for role in Role.objects.all() if Right.GRANT in role.rights]
    own: Prefetch[str] = Prefetch("memberships", queryset=Membership.objects.filter(team_id=case.team_id))
    people = Member.objects.filter(is_active=True, role_id__in=granting).exclude(pk__in=[asker.pk, *but])
    found = people.select_related("role").prefetch_related(own).order_by("pk")
    seeing = [one for one in found if _sees(one, case)]
    return sorted(seeing, key=lambda one: _order(one, now()))


def _sees(member: Member, case: Case) -> bool:
    return bool(member.may(Right.SEE_ALL) or member.memberships.all() or case.owner_id == member.pk)


def _order(member: Member, at: datetime) -> tuple[bool, bool, int, bool, int]:
    memberships = list(member.memberships.all())
    closeness = 2 if not memberships else 0 if memberships[0].is_lead else 1
    is_gone = member.presence == Presence.AWAY
    is_seen = member.seen_at is not None and at - member.seen_at < SEEN_LATELY
    return is_gone, not is_seen, closeness, member.presence == Presence.BUSY, member.pk
