"""Once a minute: which queues are late is written down, and told when one becomes late or is in time again."""

from __future__ import annotations

from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.late_queues import Lateness, Place, crowds
from kohtaamo.promises.models import LateQueue


def count_late_queues() -> int:
    """Returns how many rows changed."""
    with unit_of_work():
        found = crowds()
        known = {(row.touchpoint_id, row.team_id): row for row in LateQueue.objects.select_for_update()}
        gone = [row for place, row in known.items() if place not in found]
        LateQueue.objects.filter(pk__in=[row.pk for row in gone]).delete()
        for row in gone:
            record("queue.in_time", actor=None, touchpoint=row.touchpoint_id, team=row.team_id)
        return len(gone) + sum(_write(place, late, known.get(place)) for place, late in found.items())


def _write(place: Place, late: Lateness, row: LateQueue | None) -> bool:
    if row is None:
        touchpoint, team = place
        LateQueue.objects.create(
            touchpoint_id=touchpoint, team_id=team, count=late.count, oldest_due_at=late.oldest_due_at, began_at=now()
        )
        record("queue.late", actor=None, touchpoint=touchpoint, team=team, count=late.count)
        return True
    if (row.count, row.oldest_due_at) == (late.count, late.oldest_due_at):
        return False
    row.count, row.oldest_due_at = late.count, late.oldest_due_at
    row.save(update_fields=["count", "oldest_due_at"])
    return True
