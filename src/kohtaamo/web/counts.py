"""What the navigation counts: who waits, and one's own late promises. Two queries, only when a page shows them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import cached_property

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
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
        return _short(visible_cases(self._reader).filter(WAITS))

    @cached_property
    def late(self) -> str:
        """How many of the reader's own open promises are late."""
        return _short(open_promises(self._reader, mine=True).filter(due_at__lt=now()))


def _short(things: QuerySet[Case] | QuerySet[Promise]) -> str:
    count = things.order_by().values("pk")[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count or "")
