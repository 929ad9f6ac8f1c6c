"""The room's jobs: rules of retention and files on their way in, piece by piece, after answers that leave."""

from __future__ import annotations

from django_tasks import task

from kohtaamo.passage.commands.carry import carry_on
from kohtaamo.passage.commands.retention import work_on
from kohtaamo.passage.events import ImportGoes, RunGoes
from kohtaamo.platform.jobs.enqueue import enqueue

AFTER_ANSWERS = -10  # priority of a job


@task(priority=AFTER_ANSWERS)
def keep_rule(run_id: int) -> None:
    """One piece, then a job for the next: others get their turn in between."""
    if work_on(run_id):
        enqueue(keep_rule, run_id)


def set_out(event: RunGoes) -> None:
    """A run begins, or goes on after it was cut off."""
    enqueue(keep_rule, event.run.pk)


@task(priority=AFTER_ANSWERS)
def carry_in(import_id: int) -> None:
    """A few seconds of reading or taking in, then a job for the next."""
    if carry_on(import_id):
        enqueue(carry_in, import_id)


def set_out_in(event: ImportGoes) -> None:
    """A file sets out, or goes on after it was cut off."""
    enqueue(carry_in, event.brought.pk)
