"""Mending what runs beside the pages: a failed job tried again or let be, a stopped reader set going."""

from __future__ import annotations

from uuid import UUID

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kohtaamo.platform.errors import Conflict
from kohtaamo.platform.jobs.dismiss import dismiss
from kohtaamo.platform.journal.models import Cursor
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.live.wake import wake
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import before_close, unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

JOB = "job"  # its kind among the failures left be


def try_again(*, actor: Member, job: UUID) -> None:
    """Put a failed job back in line, with all its tries. Raises ``Conflict`` when it is not failed any more."""
    require(actor, Right.OPERATE)
    with unit_of_work():
        failed = DBTaskResult.objects.filter(pk=job, status=TaskResultStatus.FAILED)
        if not failed.update(status=TaskResultStatus.READY, run_after=now(), worker_ids=[]):
            raise Conflict
        record("job.tried_again", actor=actor, job=str(job))
        before_close(lambda: wake("jobs"))


def let_be(*, actor: Member, job: UUID, reason: str) -> None:
    """Leave a failed job undone for good. What it was to do and why it failed stays in the journal, and in the list of
    what was left be with the reason. Raises ``Invalid`` without one, and ``Conflict`` when it is not failed any more.
    """
    require(actor, Right.OPERATE)
    with unit_of_work():
        failed = DBTaskResult.objects.select_for_update().filter(pk=job, status=TaskResultStatus.FAILED).first()
        if failed is None:
            raise Conflict
        record(
            "job.let_be",
            actor=actor,
            job=str(job),
            what=failed.task_path,
            given=failed.args_kwargs,
            why=failed.exception_class_path,
            reason=reason[:300],
        )
        dismiss(
            actor=actor, kind=JOB, key=job, reason=reason, what=failed.task_path, why=failed.exception_class_path
        )  # fmt: skip
        failed.delete()


def wake_reader(*, actor: Member, reader: str) -> None:
    """Let a journal reader that rests after trouble try at once; it passes over nothing."""
    require(actor, Right.OPERATE)
    with unit_of_work():
        if not Cursor.objects.filter(pk=reader).update(tries=0, read_at=None):
            raise Conflict
        record("reader.woken", actor=actor, reader=reader)
        before_close(lambda: wake("journal"))
