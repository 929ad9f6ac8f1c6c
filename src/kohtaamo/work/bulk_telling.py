"""Reading changes of many: one's own, how far each has come, and what could not be changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.models import Member
from kohtaamo.work.choices import BulkState, ItemState
from kohtaamo.work.models import Bulk, BulkItem

SHOWN = 50
NEWEST = 30


@dataclass(frozen=True)
class Progress:
    """How many cases of a change stand where."""

    total: int
    by_state: dict[str, int]
    is_undoing: bool

    def _of(self, *states: str) -> int:
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def changed(self) -> int:
        return self._of(ItemState.DONE)

    @property
    def same(self) -> int:
        return self._of(ItemState.SAME)

    @property
    def refused(self) -> int:
        return self._of(ItemState.REFUSED)

    @property
    def put_back(self) -> int:
        return self._of(ItemState.UNDONE)

    @property
    def kept(self) -> int:
        return self._of(ItemState.KEPT)

    @property
    def waits(self) -> int:
        return self._of(ItemState.WAITING)

    @property
    def of(self) -> int:
        """How many are to be gone through: all, or on the way back those that were changed."""
        return self.changed + self.put_back + self.kept if self.is_undoing else self.total

    @property
    def gone_through(self) -> int:
        return self.put_back + self.kept if self.is_undoing else self.total - self.waits


def bulk_for(viewer: Member, bulk_id: int) -> Bulk:
    """A change of one's own. Raises ``NotFound``."""
    found = Bulk.objects.filter(pk=bulk_id, by=viewer).first()
    if found is None:
        raise NotFound
    return found


def bulks_of(viewer: Member) -> list[Bulk]:
    """One's own, the newest first."""
    return list(Bulk.objects.filter(by=viewer).order_by("-begun_at", "-pk")[:NEWEST])


def progress_of(bulk: Bulk) -> Progress:
    """One question."""
    found = BulkItem.objects.filter(bulk=bulk).order_by().values_list("state").annotate(count=Count("pk"))
    return Progress(bulk.total, dict(found), bulk.state in {BulkState.UNDOING, BulkState.UNDONE})


def left_be(viewer: Member, bulk: Bulk) -> list[BulkItem]:
    """The first cases that could not be changed or put back, with why; of those still in sight."""
    found = BulkItem.objects.filter(bulk=bulk, state__in=[ItemState.REFUSED, ItemState.KEPT])
    items = list(found.select_related("case__customer").order_by("pk")[:SHOWN])
    seen = set(visible_cases(viewer).filter(pk__in=[item.case_id for item in items]).values_list("pk", flat=True))
    return [item for item in items if item.case_id in seen]
