"""One page of the queue: what was asked for, and the cases after the last one seen.

Pages continue from the last row itself (its time and number), so the hundredth costs what the first does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.cursor import Place, cursor
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.waiting import (
    DISTRESSED,
    LONGEST_FIRST,
    RANK,
    WAITS,
    Whose,
    pick,
    sources,
)
from kohtaamo.work.queries import tagged

PAGE = 50
NEWEST_FIRST = ("-changed_at", "-id")
ANY = "all"


@dataclass(frozen=True)
class Wanted:
    """What the queue is asked for. ``state`` is one of the case states or ``all``."""

    state: str
    whose: Whose
    touchpoint: int | None
    language: str
    tag: int | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state == CaseState.WAITING_US

    @property
    def narrowing(self) -> Q:
        stands = Q(merged_into=None) if self.state in {ANY, CaseState.SETTLED} else Q()
        return stands & self.where if self.state == ANY else stands & Q(state=self.state) & self.where

    @cached_property
    def where(self) -> Q:
        """The touchpoint, language and tag asked for."""
        found = Q() if self.touchpoint is None else Q(touchpoint_id=self.touchpoint)
        if self.tag is not None:
            found &= tagged(self.tag)
        return found & Q(language=self.language) if self.language else found

    def address(self, **changed: str) -> str:
        """The query part of an address that asks for the same, but for what is changed."""
        asked = {
            "state": self.state, "team": self.whose.text, "touchpoint": str(self.touchpoint or ""),
            "language": self.language, "tag": str(self.tag or ""), **changed,
        }  # fmt: skip
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in asked.items() if value})
        return query.urlencode()


def wanted(asked: Mapping[str, str]) -> Wanted:
    """Read what an address asks for; what is not known falls back to who waits for us."""
    state, language = asked.get("state", ""), asked.get("language", "")
    return Wanted(
        state=state if state in {*CaseState.values, ANY} else CaseState.WAITING_US,
        whose=Whose.read(asked.get("team", "")),
        touchpoint=_number(asked, "touchpoint"),
        language=language if language in dict(settings.LANGUAGES) else "",
        tag=_number(asked, "tag"),
    )


def _number(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def place_of(case: Case, *, waits: bool) -> str:
    """The place of a row in the queue, from which the next page goes on."""
    if not waits or case.waiting_since is None:
        return cursor(case.changed_at, case.pk)
    return cursor(case.waiting_since, case.pk, rank=0 if case.fast_lane_at else 1)


def page(viewer: Member, asked: Wanted, after: Place | None) -> tuple[list[Case], str]:
    """The next cases, and the place to go on from; empty when these were the last."""
    cases = _waiting(viewer, asked, after) if asked.is_waiting else _newest(viewer, asked, after)
    more = place_of(cases[PAGE - 1], waits=asked.is_waiting) if len(cases) > PAGE else ""
    return cases[:PAGE], more


def _waiting(viewer: Member, asked: Wanted, after: Place | None) -> list[Case]:
    base, calmer = asked.narrowing & WAITS, ~DISTRESSED
    narrowings = [base & DISTRESSED, base & calmer]
    if after is not None:
        at, rank, number = after
        later = Q(waiting_since__gte=at) & (Q(waiting_since__gt=at) | Q(id__gt=number))
        narrowings = [base & calmer & later] if rank else [base & DISTRESSED & later, base & calmer]
    found = pick(sources(viewer, asked.whose), narrowings, LONGEST_FIRST, PAGE + 1)
    return list(found.order_by(RANK, *LONGEST_FIRST)[: PAGE + 1])


def _newest(viewer: Member, asked: Wanted, after: Place | None) -> list[Case]:
    narrowing = asked.narrowing
    if after is not None:
        at, _rank, number = after
        narrowing &= Q(changed_at__lte=at) & (Q(changed_at__lt=at) | Q(id__lt=number))
    every = sources(viewer, asked.whose)
    if asked.touchpoint is not None and not asked.whose.text:
        every = [visible_cases(viewer)]  # the touchpoint's own index is the shortest way
    found = pick(every, [narrowing], NEWEST_FIRST, PAGE + 1)
    return list(found.order_by(*NEWEST_FIRST)[: PAGE + 1])
