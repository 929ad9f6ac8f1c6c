"""The journal as a stream: everything that happened, in order, of what one may see."""

from __future__ import annotations

from functools import reduce
from operator import or_
from threading import BoundedSemaphore
from time import monotonic
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Q
from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import Limit
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Shape
from kohtaamo.encounters.happened import visible_entries
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import newest
from kohtaamo.platform.live.wake import wait as wait_for
from kohtaamo.platform.places import out_of_place
from kohtaamo.staff.choices import Family

noun = Noun("journal", family=Family.JOURNAL, about="Everything that happened, in order, never changed.")
LOOKED_THROUGH = 20_000  # entries in one answer: of few that may be seen, the rest is asked for by the next
_waiting = BoundedSemaphore(20)  # each holds a thread of the server


class EntryShape(Shape):
    """One thing that happened."""

    id: Id
    at: Moment
    kind: str = Field(examples=["promise.kept"])
    actor: str = Field(description="member:12, customer:5, or empty for the system itself.")
    customer_id: Id | None
    case_id: Id | None
    encounter_id: Id | None
    touchpoint_id: Id | None
    data: dict[str, Any] = Field(description="`through` names the key it came by.")


class EntryPage(Shape):
    """A part of the journal. ``next`` is always there: asked later, it gives what has happened since."""

    items: list[EntryShape]
    next: str
    last_id: int = Field(description="Everything up to this entry has been told.")


Since = Annotated[int, Field(ge=0, le=2**63 - 1, description="Id after which to go on; 0 is the beginning.")]
Kinds = Annotated[
    str,
    Field(
        max_length=400, pattern=r"^[a-z_.]+(,[a-z_.]+)*$", examples=["promise.,case.settled"],
        description="Only kinds that begin with one of these, commas between.",
    ),
]  # fmt: skip
Seconds = Annotated[int, Field(ge=0, le=25, description="How long to wait for something to happen before answering.")]


@noun.read("/journal", EntryPage)
def read_journal(
    request: ApiRequest, since: Since = 0, kind: Kinds | None = None, case_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None,
    limit: Limit = 200, wait: Seconds = 0,
) -> EntryPage:  # fmt: skip
    """Read what happened after an entry, in order.

    Ids follow commits, so nothing is ever added before what was told. Remember `last_id`; with `wait` the answer comes
    as soon as something happens. `items` may be empty though there is more: follow `next`.
    """
    wanted = reduce(or_, (Q(kind__startswith=each) for each in kind.split(","))) if kind else Q()
    if case_id is not None:
        wanted &= Q(case_id=case_id)
    found, last = _read(request, since, wanted, limit)
    if not found and last == since and wait and _waiting.acquire(blocking=False):
        try:
            with out_of_place():
                found, last = _await(request, since, wanted, limit, wait)
        finally:
            _waiting.release()
    asked = {name: value for name, value in request.GET.items() if name != "since"} | {"since": str(last)}
    following = f"{settings.URL}{request.path}?{urlencode(asked)}"
    return EntryPage(items=[EntryShape.of(each) for each in found], next=following, last_id=last)


def _read(request: ApiRequest, since: int, wanted: Q, limit: int) -> tuple[list[Entry], int]:
    """The next entries, and up to which everything was looked through."""
    unread = Entry.objects.filter(id__gt=since).order_by("id").values_list("id", flat=True)
    if (first := unread.first()) is None:
        return [], since
    until = min(newest(), first + LOOKED_THROUGH)  # counted from what there is: a journal need not begin at 1
    found = visible_entries(request.member).filter(wanted, id__gt=since, id__lte=until).order_by("id")
    rows = list(found[:limit])
    return rows, rows[-1].id if len(rows) == limit else until


def _give_back() -> None:
    """Who waits holds no connection of the pool, of which there are fewer than may wait."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        connection.close()


def _await(request: ApiRequest, since: int, wanted: Q, limit: int, seconds: int) -> tuple[list[Entry], int]:
    until = monotonic() + seconds
    found: list[Entry] = []
    while not found and (left := until - monotonic()) > 0:
        _give_back()
        wait_for("journal", timeout=min(left, 0.5))  # another process on the same file can only be seen by looking
        found, since = _read(request, since, wanted, limit)
    return found, since
