"""Which cases a list is asked for: read from an address, told as one, and as conditions the database answers.

``stands`` are the parts an index leads to (where a case stands, whose it is, where it came from); ``where`` the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet
from django.http import QueryDict

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.literal import Literal
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Standing
from kohtaamo.promises.models import Promise
from kohtaamo.promises.rules import RISK_MOST, standing
from kohtaamo.staff.models import Member
from kohtaamo.work.fielding import cases_with, seen_fields
from kohtaamo.work.models import Field
from kohtaamo.work.queries import few_or_asked, is_few, tagged

# Every case that waits began to wait some time; the range leads SQLite to the small index of those who do.
WAITS = Q(state=Literal(CaseState.WAITING_US), waiting_since__gt=datetime(1970, 1, 1, tzinfo=UTC))
ANY = "all"
NOBODY = "nobody"
LATE, RISK = "late", "risk"
HOURS = (1, 4, 24, 72, 168)  # to choose from: waited longer than
MOST_AT_RISK = 2000
MOST_FIELDS = 10
_FIELD = re.compile(r"f(\d{1,9})")


@dataclass(frozen=True)
class Whose:
    """Whose cases are looked at: all the viewer may see, one's own, or one team's."""

    team: int | None = None
    mine: bool = False

    @classmethod
    def read(cls, text: str) -> Whose:
        """From an address: ``mine``, a team's number, anything else means all."""
        return cls(mine=text == "mine", team=number_in(text))

    @property
    def text(self) -> str:
        return "mine" if self.mine else str(self.team or "")


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a list is asked for. ``state`` is one of the case states or ``all``; ``owner`` a number or ``nobody``;
    ``longer`` are hours waited at least; ``promise`` is ``late`` or ``risk``."""

    state: str = CaseState.WAITING_US
    whose: Whose = Whose()
    owner: str = ""
    touchpoint: int | None = None
    language: str = ""
    tag: int | None = None
    matter: int | None = None
    longer: int | None = None
    promise: str = ""
    fields: tuple[tuple[Field, str], ...] = ()

    @property
    def is_waiting(self) -> bool:
        return self.state == CaseState.WAITING_US

    @property
    def narrowing(self) -> Q:
        """All of it, but for whose."""
        joined = Q(merged_into=None) if self.state in {ANY, CaseState.SETTLED} else Q()
        return joined & self.where if self.state == ANY else joined & Q(state=self.state) & self.where

    @cached_property
    def where(self) -> Q:
        """All but where the case stands and whose it is."""
        return self.indexed & self.rest

    @cached_property
    def indexed(self) -> Q:
        """What an index leads to; also the few cases that carry a rare tag or value, by their numbers."""
        found = Q() if self.touchpoint is None else Q(touchpoint_id=self.touchpoint)
        if self.owner:
            found &= Q(owner=None) if self.owner == NOBODY else Q(owner_id=int(self.owner))
        if self.longer is not None:
            found &= Q(waiting_since__lte=now() - timedelta(hours=self.longer))
        for each in self._looked_up:
            found &= each if is_few(each) else Q()
        return found

    @cached_property
    def rest(self) -> Q:
        """What is asked of each case that the index led to."""
        found = Q(language=self.language) if self.language else Q()
        if self.matter is not None:
            found &= Q(matter_id=self.matter)
        for each in self._looked_up:
            found &= Q() if is_few(each) else each
        return found

    @cached_property
    def _looked_up(self) -> list[Q]:
        """What is written beside the cases: tags, promises, the house's own fields."""
        found = [] if self.tag is None else [tagged(self.tag)]
        found += [_promised(self.promise)] if self.promise else []
        return found + [cases_with(field, value) for field, value in self.fields]

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but who waits for us."""
        return self == Narrowing()

    @property
    def is_of_all_who_wait(self) -> bool:
        """Whether it asks for nothing but who waits for us, of those it looks at."""
        return self == Narrowing(whose=self.whose)

    @property
    def parts(self) -> dict[str, str]:
        """Name and value of each part asked for, as in an address."""
        asked = {
            "state": self.state, "team": self.whose.text, "owner": self.owner, "touchpoint": str(self.touchpoint or ""),
            "language": self.language, "tag": str(self.tag or ""), "matter": str(self.matter or ""),
            "longer": str(self.longer or ""), "promise": self.promise,
            **{f"f{field.pk}": value for field, value in self.fields},
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    def address(self, **changed: str) -> str:
        """The query part of an address that asks for the same, but for what is changed."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in {**self.parts, **changed}.items() if value})
        return query.urlencode()


def wanted(asked: Mapping[str, str], viewer: Member | None = None) -> Narrowing:
    """Read what an address asks for; what is not known falls back to who waits for us.

    The house's own fields (``f12=value``) count only for a viewer who sees them.
    """
    state, language, owner = asked.get("state", ""), asked.get("language", ""), asked.get("owner", "")
    promise = asked.get("promise", "")
    return Narrowing(
        state=state if state in {*CaseState.values, ANY} else CaseState.WAITING_US,
        whose=Whose.read(asked.get("team", "")),
        owner=owner if owner == NOBODY or _number(asked, "owner") else "",
        touchpoint=_number(asked, "touchpoint"),
        language=language if language in dict(settings.LANGUAGES) else "",
        tag=_number(asked, "tag"),
        matter=_number(asked, "matter"),
        longer=min(_number(asked, "longer") or 0, 99_999) or None,
        promise=promise if promise in {LATE, RISK} else "",
        fields=seen_fields(viewer, _fields(asked)) if viewer is not None else (),
    )


def _fields(asked: Mapping[str, str]) -> list[tuple[int, str]]:
    found = [(_FIELD.fullmatch(name), value.strip()[:100]) for name, value in asked.items()]
    return [(int(name[1]), value) for name, value in found if name and value][:MOST_FIELDS]


def _number(asked: Mapping[str, str], name: str) -> int | None:
    return number_in(asked.get(name, ""))


def _promised(how: str) -> Q:
    """Cases with an open promise that is late; or one at risk, told by the clock from the few that are due soon."""
    opened = Promise.objects.filter(state=PromiseState.OPEN)
    if how == LATE:
        late = opened.filter(due_at__lt=now())
        return few_or_asked(late.values_list("case_id", flat=True), late.filter(case_id=OuterRef("pk")))
    soon = opened.filter(due_at__gte=now(), due_at__lte=now() + RISK_MOST).order_by("due_at")[:MOST_AT_RISK]
    return Q(pk__in=[promise.case_id for promise in soon if standing(promise, now()) == Standing.RISK])


def base_of(viewer: Member, asked: Narrowing) -> QuerySet[Case]:
    """The visible cases an index leads to, in no order."""
    cases = visible_cases(viewer).filter(asked.indexed)
    if asked.is_waiting:
        cases = cases.filter(WAITS)
    elif asked.state != ANY:
        cases = cases.filter(state=asked.state)
    if asked.state in {ANY, CaseState.SETTLED}:
        cases = cases.filter(merged_into=None)
    if asked.whose.mine:
        return cases.filter(owner=viewer)
    return cases if asked.whose.team is None else cases.filter(team_id=asked.whose.team)


def cases_of(viewer: Member, asked: Narrowing) -> QuerySet[Case]:
    """Every case asked for that the viewer may see, in no order."""
    return base_of(viewer, asked).filter(asked.rest)
