"""What a person may decide here and now, and how much of it is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case as Where
from django.db.models import IntegerField, Q, QuerySet, Sum, Value, When

from kohtaamo.encounters.choices import EncounterState
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.mandates.models import Decision, Kind, Mandate
from kohtaamo.mandates.rules import Remaining, Used, most_specific, period_start
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint


def live_mandates(at: datetime) -> QuerySet[Mandate]:
    """Mandates that stand at this moment, of kinds in use."""
    begun = Mandate.objects.filter(ended_at__isnull=True, valid_from__lte=at, kind__is_active=True)
    return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at))


def mandates_of(member: Member) -> QuerySet[Mandate]:
    """The standing mandates given to this person, their teams or their role; none without the right to decide."""
    if not member.may(Right.DECIDE):
        return Mandate.objects.none()
    to = Q(member=member) | Q(role_id=member.role_id) | Q(team__id__in=member.team_ids, team__is_active=True)
    return live_mandates(now()).filter(to).select_related("kind", "role", "team", "member", "touchpoint")


def what_applies(member: Member, touchpoint: Touchpoint) -> list[Mandate]:
    """Of each kind the mandate that applies to this person at this touchpoint, in the order of the kinds: two queries.

    Its kind is there; its holder is not fetched.
    """
    if not member.may(Right.DECIDE):
        return []
    at, teams = now(), sorted(member.team_ids) or [0]
    found = _given(member.pk, member.role_id, teams, touchpoint.pk)
    standing = [one for one in found if one.valid_from <= at and (one.valid_to is None or one.valid_to > at)]
    kinds = {kind.pk: kind for kind in _kinds(sorted({one.kind_id for one in standing}) or [0])}
    for one in standing:
        one.kind = kinds[one.kind_id]
    return most_specific(standing)


@prepared
def _given(member: int, role: int, teams: list[int], touchpoint: int) -> QuerySet[Mandate]:
    to = Q(member_id=member) | Q(role_id=role) | Q(team__id__in=teams, team__is_active=True)
    here = Q(touchpoint__isnull=True) | Q(touchpoint_id=touchpoint)
    return Mandate.objects.filter(to, here, ended_at__isnull=True, kind__is_active=True)


@prepared
def _kinds(keys: list[int]) -> QuerySet[Kind]:
    return Kind.objects.filter(pk__in=keys)


def meeting_of(case: Case) -> Encounter:
    """The meeting a decision belongs to: the latest that has not ended, else the latest."""
    meeting = _meetings(case.pk)[0]
    if meeting.touchpoint_id == case.touchpoint_id:
        meeting.touchpoint = case.touchpoint
    return meeting


@prepared
def _meetings(case: int) -> QuerySet[Encounter]:
    ended = [EncounterState.ENDED, EncounterState.MISSED]
    last = Where(When(state__in=ended, then=Value(1)), default=Value(0), output_field=IntegerField())
    return Encounter.objects.filter(case_id=case).order_by(last, "-pk")[:1]


def remaining(member: Member, case: Case, meeting: Encounter | None = None) -> list[Remaining]:
    """What this person may decide in this case, which they may see, with what is left of each limit: four queries."""
    meeting = meeting or meeting_of(case)
    mandates = what_applies(member, meeting.touchpoint)
    used = used_of(mandates, member, case, meeting)
    return [Remaining(mandate, used[mandate.kind_id]) for mandate in mandates]


def used_of(
    mandates: Iterable[Mandate], member: Member, case: Case, meeting: Encounter, at: datetime | None = None
) -> dict[int, Used]:
    """How much is used of each mandate's kind, by kind, since the period of ``at`` (else now) began.

    What was granted on request is the granter's: it counts for the meeting and the customer, not for the person.
    """
    wanted = list(mandates)
    if not wanted:
        return {}
    starts = {mandate.period: period_start(mandate.period, at or now()) for mandate in wanted}
    found = _sums([mandate.kind_id for mandate in wanted], starts, member, case, meeting)
    used = {}
    for mandate in wanted:
        row = found.get(mandate.kind_id, {})
        customer, person = row.get(f"customer_{mandate.period}", 0), row.get(f"person_{mandate.period}", 0)
        used[mandate.kind_id] = Used(row.get("meeting", 0), customer, person)
    return used


def _sums(
    kinds: list[int], starts: dict[str, datetime], member: Member, case: Case, meeting: Encounter
) -> dict[int, dict[str, int]]:
    here, to_them = Q(encounter=meeting), Q(customer_id=case.customer_id)
    by_them, first = Q(member=member, request__isnull=True), min(starts.values())
    rows = Decision.objects.filter(kind_id__in=kinds).filter(here | (to_them | by_them) & Q(at__gte=first))
    sums = {"meeting": Sum("amount_now", filter=here, default=0)}
    for period, start in starts.items():
        sums[f"customer_{period}"] = Sum("amount_now", filter=to_them & Q(at__gte=start), default=0)
        sums[f"person_{period}"] = Sum("amount_now", filter=by_them & Q(at__gte=start), default=0)
    found: list[Any] = list(rows.order_by().values("kind_id").annotate(**sums))
    return {row["kind_id"]: row for row in found}


def given_by(member: Member, mandates: Iterable[Mandate]) -> dict[int, int]:
    """How much this person has given of each mandate's kind in its period, by mandate: one query."""
    wanted, at = list(mandates), now()
    starts = {mandate.pk: period_start(mandate.period, at) for mandate in wanted}
    if not wanted:
        return {}
    rows = Decision.objects.filter(member=member, request__isnull=True, at__gte=min(starts.values()))
    sums = {
        f"m{each.pk}": Sum("amount_now", filter=Q(kind_id=each.kind_id, at__gte=starts[each.pk]), default=0)
        for each in wanted
    }
    found: dict[str, Any] = rows.aggregate(**sums)
    return {each.pk: found[f"m{each.pk}"] for each in wanted}
