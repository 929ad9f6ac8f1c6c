"""One page of the queue: what was asked for, and the cases after the last one seen.

Pages continue from the last row itself (its time and number), so the hundredth costs what the first does.
"""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.cursor import Place, cursor
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.waiting import (
    DISTRESSED,
    LONGEST_FIRST,
    RANK,
    pick,
    sources,
)
from kohtaamo.work.narrowing import WAITS, Narrowing

PAGE = 50
NEWEST_FIRST = ("-changed_at", "-id")


def place_of(case: Case, *, waits: bool) -> str:
    """The place of a row in the queue, from which the next page goes on."""
    if not waits or case.waiting_since is None:
        return cursor(case.changed_at, case.pk)
    return cursor(case.waiting_since, case.pk, rank=0 if case.fast_lane_at else 1)


def page(viewer: Member, asked: Narrowing, after: Place | None) -> tuple[list[Case], str]:
    """The next cases, and the place to go on from; empty when these were the last."""
    cases = _waiting(viewer, asked, after) if asked.is_waiting else _newest(viewer, asked, after)
    more = place_of(cases[PAGE - 1], waits=asked.is_waiting) if len(cases) > PAGE else ""
    return cases[:PAGE], more


def _waiting(viewer: Member, asked: Narrowing, after: Place | None) -> list[Case]:
    base, calmer = asked.narrowing & WAITS, ~DISTRESSED
    narrowings = [base & DISTRESSED, base & calmer]
    if after is not None:
        at, rank, number = after
        later = Q(waiting_since__gte=at) & (Q(waiting_since__gt=at) | Q(id__gt=number))
        narrowings = [base & calmer & later] if rank else [base & DISTRESSED & later, base & calmer]
    found = pick(sources(viewer, asked.whose), narrowings, LONGEST_FIRST, PAGE + 1)
    return list(found.order_by(RANK, *LONGEST_FIRST)[: PAGE + 1])


def _newest(viewer: Member, asked: Narrowing, after: Place | None) -> list[Case]:
    narrowing = asked.narrowing
    if after is not None:
        at, _rank, number = after
        narrowing &= Q(changed_at__lte=at) & (Q(changed_at__lt=at) | Q(id__lt=number))
    every = sources(viewer, asked.whose)
    if asked.touchpoint is not None and not asked.whose.text:
        every = [visible_cases(viewer)]  # the touchpoint's own index is the shortest way
    found = pick(every, [narrowing], NEWEST_FIRST, PAGE + 1)
    return list(found.order_by(*NEWEST_FIRST)[: PAGE + 1])
