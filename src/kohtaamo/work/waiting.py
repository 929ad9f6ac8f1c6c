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


def sources(viewer: Member, whose: Whose, *, is_theirs: bool | None = None) -> list[QuerySet[Case]]:
    """Cases that together are all that is asked for and visible, nothing else; each can be read from one index.

    ``is_theirs``: whether the team asked for is one of the viewer's, where it is known already.
    """
    sees_all = viewer.may(Right.SEE_ALL)
    cases = Case.objects.all() if viewer.is_active else Case.objects.none()
    if whose.mine:
        return [cases.filter(owner=viewer)]
    if whose.team is not None:
        theirs = cases.filter(team_id=whose.team)
        is_theirs = whose.team in viewer.team_ids if is_theirs is None else is_theirs
        return [theirs if sees_all or is_theirs else theirs.filter(owner=viewer)]
    if sees_all:
        return [cases]
    return [*(cases.filter(team_id=team) for team in viewer.team_ids), cases.filter(owner=viewer)]


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


def first_waiting(viewer: Member, whose: Whose, count: int, *, free: bool = False) -> list[Case]:
    """The first ``count`` who wait: the distressed first, then the longest wait; only whom no colleague has if ``free``."""
    is_theirs = whose.team is not None and whose.team in viewer.team_ids
    one = whose.team is not None
    return _first(viewer, whose.team or 0, mine=whose.mine, one=one, is_theirs=is_theirs, count=count, free=free)


@prepared
def _first(
    viewer: Member, team: int, *, mine: bool, one: bool, is_theirs: bool, count: int, free: bool
) -> QuerySet[Case]:
    whose = Whose(mine=mine, team=team if one else None)
    narrowing = WAITS & (Q(owner=None) | Q(owner=viewer)) if free else WAITS
    every = sources(viewer, whose, is_theirs=is_theirs)
    found = pick(every, [narrowing & DISTRESSED, narrowing], LONGEST_FIRST, count)
    return found.order_by(RANK, *LONGEST_FIRST)[:count]


def next_free(viewer: Member, whose: Whose) -> Case | None:
    """The first who waits and whom no colleague has."""
    return next(iter(first_waiting(viewer, whose, 1, free=True)), None)


def waiting(viewer: Member, whose: Whose) -> QuerySet[Case]:
    """All who wait, in no order: for counting and for asking who still does."""
    cases = visible_cases(viewer).filter(WAITS)
    if whose.mine:
        return cases.filter(owner=viewer)
    return cases if whose.team is None else cases.filter(team_id=whose.team)


def how_many(viewer: Member, whose: Whose) -> int:
    """How many wait. The teams' and one's own elsewhere are counted apart, each from its own index."""
    if whose.mine or whose.team is not None:
        return sum(_of(viewer, whose.team or 0, mine=whose.mine))
    if viewer.may(Right.SEE_ALL):
        return sum(_of_all())
    return sum(_of_teams(viewer) + _owned_elsewhere(viewer)) if viewer.is_active else 0


@prepared
def _of(viewer: Member, team: int, *, mine: bool) -> QuerySet[Case, int]:
    return _counted(waiting(viewer, Whose(mine=mine, team=None if mine else team)))


@prepared
def _of_all() -> QuerySet[Case, int]:
    return _counted(Case.objects.filter(WAITS))


@prepared
def _of_teams(viewer: Member) -> QuerySet[Case, int]:
    return _counted(Case.objects.filter(WAITS, team__id__in=viewer.team_ids))


@prepared
def _owned_elsewhere(viewer: Member) -> QuerySet[Case, int]:
    return _counted(Case.objects.filter(WAITS, owner=viewer).exclude(team__id__in=viewer.team_ids))


def _counted(found: QuerySet[Case]) -> QuerySet[Case, int]:
    return found.order_by().values(all=models.Value(1)).annotate(n=models.Count("pk")).values_list("n", flat=True)


SHOWN_WITH = ("customer", "for_customer", "touchpoint", "team", "owner")
