"""One page of the queue: what was asked for, and the cases after the last one seen.

Pages continue from the last row itself (its time and number), so the hundredth costs what the first does.
"""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.cursor import Place, cursor
from kohtaamo.staff.models import Member
from kohtaamo.work.narrowing import WAITS, Narrowing
from kohtaamo.work.waiting import (
    DISTRESSED,
    LONGEST_FIRST,
    RANK,
    first_waiting,
    pick,
    sources,
)

PAGE = 50
NEWEST_FIRST = ("-changed_at", "-id")


def place_of(case: Case, *, waits: bool) -> Place:
    """The place of a row in the queue, from which the next page goes on."""
    if not waits or case.waiting_since is None:
        return case.changed_at, 0, case.pk
    return case.waiting_since, 0 if case.fast_lane_at else 1, case.pk


def cursor_of(case: Case, *, waits: bool) -> str:
    """The same as the end of an address."""
    at, rank, number = place_of(case, waits=waits)
    return cursor(at, number, rank)


def page(viewer: Member, asked: Narrowing, after: Place | None) -> tuple[list[Case], str]:
    """The next cases, and the place to go on from; empty when these were the last."""
    cases = cases_after(viewer, asked, after, most=PAGE + 1)
    more = cursor_of(cases[PAGE - 1], waits=asked.is_waiting) if len(cases) > PAGE else ""
    return cases[:PAGE], more


def cases_after(viewer: Member, asked: Narrowing, after: Place | None, *, most: int) -> list[Case]:
    """The next cases with what a row shows of them, at most so many."""
    return (_waiting if asked.is_waiting else _newest)(viewer, asked, after, most)


def _waiting(viewer: Member, asked: Narrowing, after: Place | None, most: int) -> list[Case]:
    if after is None and asked.is_of_all_who_wait:
        return first_waiting(viewer, asked.whose, most)
    base, calmer = asked.narrowing & WAITS, ~DISTRESSED
    narrowings = [base & DISTRESSED, base & calmer]
    if after is not None:
        at, rank, number = after
        later = Q(waiting_since__gte=at) & (Q(waiting_since__gt=at) | Q(id__gt=number))
        narrowings = [base & calmer & later] if rank else [base & DISTRESSED & later, base & calmer]
    found = pick(sources(viewer, asked.whose), narrowings, LONGEST_FIRST, most)
    return list(found.order_by(RANK, *LONGEST_FIRST)[:most])


def _newest(viewer: Member, asked: Narrowing, after: Place | None, most: int) -> list[Case]:
    narrowing = asked.narrowing
    if after is not None:
        at, _rank, number = after
        narrowing &= Q(changed_at__lte=at) & (Q(changed_at__lt=at) | Q(id__lt=number))
    every = sources(viewer, asked.whose)
    if asked.touchpoint is not None and not asked.whose.text:
        every = [visible_cases(viewer)]  # the touchpoint's own index is the shortest way
    found = pick(every, [narrowing], NEWEST_FIRST, most)
    return list(found.order_by(*NEWEST_FIRST)[:most])
