"""Jobs that failed or wait, and readers of the journal that stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.job_words import what_it_does, why_it_failed
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row

SLOW = timedelta(minutes=5)


def failed_jobs() -> QuerySet[DBTaskResult]:
    """Jobs that failed with all their tries used."""
    found: QuerySet[DBTaskResult] = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    return found


def waiting_jobs() -> QuerySet[DBTaskResult]:
    """Jobs that could have run five minutes ago."""
    late = now() - SLOW
    ready: QuerySet[DBTaskResult] = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return ready.filter(run_after__lt=late, enqueued_at__lt=late)


def stopped_readers() -> QuerySet[Cursor]:
    """Readers of the journal in trouble, or with an entry older than five minutes still unread."""
    unread = Entry.objects.filter(id__gt=OuterRef("last_id")).order_by("id").values("at")[:1]
    behind = Cursor.objects.annotate(unread_since=Subquery(unread))
    return behind.filter(~Q(trouble="") | Q(unread_since__lt=now() - SLOW))


def _failed_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=what_it_does(job.task_path),
            why=why_it_failed(job.exception_class_path, job.traceback),
            at=job.finished_at or job.enqueued_at,
            acts=(
                Act(_("Try again"), reverse("job_again", args=[job.pk])),
                Act(_("Leave it undone"), reverse("job_let_be", args=[job.pk]), asks=True),
            ),
            place=f"{job.enqueued_at.isoformat()}|{job.pk}",
        )
        for job in found
    ]


def _waiting_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(what=what_it_does(job.task_path), at=job.enqueued_at, place=f"{job.enqueued_at.isoformat()}|{job.pk}")
        for job in found
    ]


def _reader_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=_reader(cursor.reader),
            why=cursor.trouble.splitlines()[0][:200] if cursor.trouble else _("It is behind what happened."),
            at=cursor.read_at,
            acts=(Act(_("Try now"), reverse("reader_again", args=[cursor.reader])),),
            place=f"{cursor.reader}|{cursor.reader}",
        )
        for cursor in found
    ]


def _reader(name: str) -> str:
    return {"search": _("The search index"), "connections": _("What other systems are told")}.get(name, name)


def _failed(count: int) -> str:
    return ngettext("%(count)s job failed", "%(count)s jobs failed", count) % {"count": count}


def _waiting(count: int) -> str:
    said = ngettext("%(count)s job has waited over five minutes", "%(count)s jobs have waited over five minutes", count)
    return said % {"count": count}


def _readers(count: int) -> str:
    said = ngettext(
        "%(count)s reader of the journal has stopped", "%(count)s readers of the journal have stopped", count
    )
    return said % {"count": count}


KINDS = (
    Kind("failed-jobs", Level.BROKEN, _failed, failed_jobs, _failed_rows, order="enqueued_at"),
    Kind("readers", Level.BROKEN, _readers, stopped_readers, _reader_rows),
    Kind("waiting-jobs", Level.AT_RISK, _waiting, waiting_jobs, _waiting_rows, order="enqueued_at"),
)
