"""The worker's loop: take a job, run it, try a failed one again with growing pauses, take over from the dead."""

from __future__ import annotations

import logging
import os
import socket
import threading
from datetime import timedelta
from uuid import uuid4

from django.db import close_old_connections
from django.db.utils import OperationalError
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.live.wake import wait
from kohtaamo.platform.time import now

logger = logging.getLogger(__name__)
TRIES = 5
SILENT = timedelta(seconds=45)
HEARTBEAT = timedelta(seconds=10)


class JobLoop:
    """One worker. ``run`` returns when ``stop`` is set; ``drain`` runs what is ready and returns."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:6]}"
        self._runner = TaskRunner(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=self.name, excluded_queue_names=[],
        )  # fmt: skip
        self._seen = now() - HEARTBEAT

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            close_old_connections()
            self._say_alive()
            try:
                worked = self.step()
            except OperationalError:
                logger.exception("the database did not answer; the worker goes on in a moment")
                worked = False
                stop.wait(1)
            if not worked:
                wait("jobs", timeout=0.5)
        Worker.objects.filter(name=self.name).delete()

    def drain(self, most: int = 100_000) -> int:
        """Run ready jobs until none is left; returns how many ran."""
        ran = 0
        while ran < most and self.step():
            ran += 1
        return ran

    def step(self) -> bool:
        """Run one ready job; False when there was none."""
        ready = DBTaskResult.objects.ready().filter(backend_name="default")
        if not ready.exists():  # looking costs no lock
            return False
        with exclusive_transaction(ready.db):
            job = ready.get_locked()
            if job is None:
                return False
            job.claim(self.name)
        self._runner.run_task(job)
        if job.status == TaskResultStatus.FAILED:
            _try_again(job)
        return True

    def _say_alive(self) -> None:
        if now() - self._seen < HEARTBEAT:
            return
        self._seen = now()
        Worker.objects.update_or_create(name=self.name, defaults={"seen_at": self._seen})
        take_over()


def _try_again(job: DBTaskResult) -> None:
    tries = len(job.worker_ids)
    logger.warning("job %s failed (%s), try %s of %s", job.task_path, job.exception_class_path, tries, TRIES)
    if tries < TRIES:
        pause = timedelta(seconds=2 ** (tries * 2))
        DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, run_after=now() + pause)


def take_over() -> int:
    """Make the running jobs of silent workers ready again; returns how many."""
    alive = set(Worker.objects.filter(seen_at__gt=now() - SILENT).values_list("name", flat=True))
    lost = [
        job.pk
        for job in DBTaskResult.objects.running().only("pk", "worker_ids")
        if not job.worker_ids or job.worker_ids[-1] not in alive
    ]
    Worker.objects.filter(seen_at__lte=now() - SILENT).delete()
    taken: int = DBTaskResult.objects.filter(pk__in=lost).update(status=TaskResultStatus.READY)
    return taken
