"""What the navigation counts: who waits, and one's own late promises. Two queries, only when a page shows them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import cached_property

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import open_promises
from kohtaamo.staff.models import Member
from kohtaamo.work.narrowing import WAITS

MOST = 99  # more is shown as "99+": the bar says that there are many, Today says how many


class Counts:
    """Counts for one reader, as short texts; empty for none."""

    def __init__(self, reader: Member) -> None:
        self._reader = reader

    @cached_property
    def waiting(self) -> str:
        """How many wait for us, of those the reader may see."""
        return _short(_waiting(self._reader))

    @cached_property
    def late(self) -> str:
        """How many of the reader's own open promises are late."""
        return _short(_late(self._reader, now()))


@prepared
def _waiting(reader: Member) -> QuerySet[Case, int]:
    return visible_cases(reader).filter(WAITS).order_by().values_list("pk", flat=True)[: MOST + 1]


@prepared
def _late(reader: Member, at: datetime) -> QuerySet[Promise, int]:
    late = open_promises(reader, mine=True).filter(due_at__lt=at)
    return late.order_by().values_list("pk", flat=True)[: MOST + 1]


def _short(things: list[int]) -> str:
    return f"{MOST}+" if len(things) > MOST else str(len(things) or "")
