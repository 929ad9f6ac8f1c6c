"""The room's jobs: many cases changed piece by piece, after answers that leave."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.time import now
from kohtaamo.work.commands.bulk import work_on
from kohtaamo.work.events import BulkGoes
from kohtaamo.work.models import Bulk
from kohtaamo.work.models.bulk import RUNNING

AFTER_ANSWERS = -10  # priority of a job
SILENT = timedelta(minutes=2)


@task(priority=AFTER_ANSWERS)
def change_many(bulk_id: int, run: int) -> None:
    """One piece, then a job for the next: others get their turn in between."""
    if work_on(bulk_id, run):
        enqueue(change_many, bulk_id, run)


def set_out(event: BulkGoes) -> None:
    """Many are to be changed, or put back."""
    enqueue(change_many, event.bulk.pk, event.bulk.run)


def look_after() -> None:
    """Once a minute: one that nobody carries any more sets out anew. Safe at any time."""
    for bulk in Bulk.objects.filter(state__in=RUNNING, beat_at__lt=now() - SILENT):
        Bulk.objects.filter(pk=bulk.pk).update(beat_at=now())
        enqueue(change_many, bulk.pk, bulk.run)
