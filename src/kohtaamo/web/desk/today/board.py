"""The board of Today: who is next, who waits then, and what is new since it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Standing
from kohtaamo.promises.models import Promise
from kohtaamo.promises.rules import standing
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.agenda import answer_promises, late_by, time_left
from kohtaamo.web.desk.today.rows import Row, rows, waited
from kohtaamo.web.desk.today.sentences import new_waiting, people_waiting
from kohtaamo.work.narrowing import Whose
from kohtaamo.work.waiting import first_waiting, how_many, next_free, waiting

SHOWN = 25  # on Today; the queue shows them all
NOT_NARROWED = Q()
TONES = {Standing.RISK: "risk", Standing.LATE: "late"}


@dataclass(frozen=True)
class Clock:
    """A waited time against the promised one. ``used`` is per cent of it, None when no answer time is promised.

    ``since`` is when the waiting began; it is told where there is no promised time to tell.
    """

    waited: str
    unit: str
    tone: str  # calm, risk, late
    used: int | None
    left: str
    since: datetime | None


def clock_of(case: Case, promise: Promise | None, at: datetime) -> Clock:
    """How long the case has waited, and how much of the promised answer time that is."""
    number, unit = waited(case.waiting_since)
    if promise is None:
        return Clock(number, unit, "calm", None, "", case.waiting_since)
    whole = max(promise.due_at - promise.made_at, timedelta(minutes=1))
    used = min(100, max(0, round(100 * ((at - promise.made_at) / whole))))
    left = late_by(at - promise.due_at) if at > promise.due_at else time_left(promise.due_at - at)
    return Clock(number, unit, TONES.get(standing(promise, at), "calm"), used, left, case.waiting_since)


@dataclass(frozen=True)
class Board:
    """Who waits, read at one moment. ``has_more`` when the queue holds more than is shown."""

    next: Row | None
    clock: Clock | None
    rows: list[Row]
    count: int
    has_more: bool
    read_at: datetime
    whose: Whose

    @property
    def heading(self) -> str:
        return people_waiting(self.count, mine=self.whose.mine)

    @property
    def shown(self) -> str:
        """The ids on the board, the next one first, as the page sends them back."""
        return ",".join(str(row.case.pk) for row in ([self.next] if self.next else []) + self.rows)

    @property
    def since(self) -> str:
        return self.read_at.isoformat()


def board(viewer: Member, whose: Whose) -> Board:
    """The board for this viewer: the first free case as next, then everyone else in order."""
    at = now()
    found = first_waiting(viewer, whose, SHOWN + 2)
    free = (case for case in found if case.owner_id in (None, viewer.pk))
    first = next(free, None) or (next_free(viewer, whose) if len(found) > SHOWN + 1 else None)
    others = [case for case in found if first is None or case.pk != first.pk]
    made = rows([*([first] if first else []), *others[:SHOWN]], viewer)
    clock = None
    promised = answer_promises([row.case.pk for row in made[:1]])
    if first is not None:
        clock = clock_of(first, promised.get(first.pk), at)
    return Board(
        next=made[0] if first else None, clock=clock, rows=made[1:] if first else made,
        count=how_many(viewer, whose), has_more=len(others) > SHOWN, read_at=at, whose=whose,
    )  # fmt: skip


@dataclass(frozen=True)
class News:
    """What changed since a board was read: how many are new, how many left it, and the times of those still there."""

    new: int
    gone: int
    count: int
    heading: str
    rows: list[tuple[int, str, str]]
    next: int | None
    clock: Clock | None

    @property
    def sentence(self) -> str:
        return new_waiting(self.new)


def news(
    viewer: Member,
    whose: Whose,
    *,
    since: datetime,
    shown: Iterable[int],
    where: Q = NOT_NARROWED,
    has_next: bool = True,
) -> News:
    """What to tell a screen that shows these cases, read at ``since``.

    ``where`` narrows who is looked at; ``has_next`` when the first of those shown is the raised one.
    """
    ids = list(shown)
    mine_to_see = waiting(viewer, whose).filter(where)
    still = mine_to_see.in_bulk(ids)
    new = mine_to_see.filter(changed_at__gt=since).exclude(pk__in=ids).count()
    first = still.get(ids[0]) if ids and has_next else None
    promised = answer_promises([first.pk]) if first else {}
    count = mine_to_see.count()
    return News(
        new=new, gone=len(ids) - len(still), count=count, heading=people_waiting(count, mine=whose.mine),
        rows=[(pk, *waited(still[pk].waiting_since)) for pk in ids[has_next:] if pk in still],
        next=first.pk if first else None, clock=clock_of(first, promised.get(first.pk), now()) if first else None,
    )  # fmt: skip
