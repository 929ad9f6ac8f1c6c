"""Who waits for us: the reading behind Today and the queue.

A person sees the cases of several teams and their own, which no single index holds in order. So each part (a team, or
being the owner) is read by its own index up to what is shown, and only these few are put together.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.work.narrowing import WAITS, Whose

DISTRESSED = Q(fast_lane_at__isnull=False)
RANK = models.Case(models.When(DISTRESSED, then=0), default=1, output_field=models.SmallIntegerField())
LONGEST_FIRST = ("waiting_since", "id")


def sources(viewer: Member, whose: Whose) -> list[QuerySet[Case]]:
    """Cases that together are all that is asked for and visible, nothing else; each can be read from one index."""
    sees_all = viewer.may(Right.SEE_ALL)
    cases = Case.objects.all() if viewer.is_active else Case.objects.none()
    if whose.mine:
        return [cases.filter(owner=viewer)]
    if whose.team is not None:
        theirs = cases.filter(team_id=whose.team)
        return [theirs if sees_all or whose.team in viewer.team_ids else theirs.filter(owner=viewer)]
    if sees_all:
        return [cases]
    return [*(cases.filter(team_id=team) for team in sorted(viewer.team_ids)), cases.filter(owner=viewer)]


def pick(
    sources: Sequence[QuerySet[Case]], narrowings: Sequence[Q], order: Sequence[str], count: int
) -> QuerySet[Case]:
    """Cases of the sources among which are the first ``count``, in this order, of each narrowing; not yet in order.

    The sources are visible already; a second condition on who may see would draw the database away from the few cases
    picked to all that the teams ever had. For the same reason the parts are one list of ids: lists joined by OR make
    PostgreSQL read every case there is.
    """
    first, *others = (
        Case.objects.filter(pk__in=source.filter(narrowing).order_by(*order).values("pk")[:count]).values("pk")
        for source in sources
        for narrowing in narrowings
    )
    return Case.objects.filter(pk__in=first.union(*others, all=True)).select_related(*SHOWN_WITH)


def first_waiting(viewer: Member, whose: Whose, count: int, narrowing: Q = WAITS) -> list[Case]:
    """The first ``count`` who wait: the distressed first, then the longest wait."""
    found = pick(sources(viewer, whose), [narrowing & DISTRESSED, narrowing], LONGEST_FIRST, count)
    return list(found.order_by(RANK, *LONGEST_FIRST)[:count])


def next_free(viewer: Member, whose: Whose) -> Case | None:
    """The first who waits and whom no colleague has."""
    free = WAITS & (Q(owner=None) | Q(owner=viewer))
    found = first_waiting(viewer, whose, 1, free)
    return found[0] if found else None


def waiting(viewer: Member, whose: Whose) -> QuerySet[Case]:
    """All who wait, in no order: for counting and for asking who still does."""
    cases = visible_cases(viewer).filter(WAITS)
    if whose.mine:
        return cases.filter(owner=viewer)
    return cases if whose.team is None else cases.filter(team_id=whose.team)


def how_many(viewer: Member, whose: Whose) -> int:
    """How many wait. The teams' and one's own elsewhere are counted apart, each from its own index."""
    if whose.mine or whose.team is not None or viewer.may(Right.SEE_ALL):
        return waiting(viewer, whose).count()
    teams = [0, *sorted(viewer.team_ids)]
    return sum(_of_teams(teams) + _owned_elsewhere(viewer.pk, teams)) if viewer.is_active else 0


@prepared
def _of_teams(teams: Sequence[int]) -> QuerySet[Case, int]:
    return _counted(Case.objects.filter(WAITS, team__id__in=teams))


@prepared
def _owned_elsewhere(member: int, teams: Sequence[int]) -> QuerySet[Case, int]:
    return _counted(Case.objects.filter(WAITS, owner_id=member).exclude(team__id__in=teams))


def _counted(found: QuerySet[Case]) -> QuerySet[Case, int]:
    return found.order_by().values(all=models.Value(1)).annotate(n=models.Count("pk")).values_list("n", flat=True)


SHOWN_WITH = ("customer", "for_customer", "touchpoint", "team", "owner")
