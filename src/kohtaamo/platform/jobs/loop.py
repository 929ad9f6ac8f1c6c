"""The worker's loop: take a job, run it, try a failed one again with growing pauses, take over from the dead."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import close_old_connections
from django.db.utils import InterfaceError, OperationalError
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from kohtaamo.platform.courtesy import give_way
from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.live.wake import wait
from kohtaamo.platform.time import now

logger = logging.getLogger(__name__)
TRIES = 5
SILENT = 45.0  # seconds
HEARTBEAT = 10.0  # seconds


class JobLoop:
    """One worker. ``run`` returns when ``stop`` is set; ``drain`` runs what is ready and returns."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:6]}"
        self._runner = TaskRunner(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=self.name, excluded_queue_names=[],
        )  # fmt: skip
        self._said_at = -HEARTBEAT  # on the clock that never jumps
        self._signs = Signs()
        self._was_cut_off = False

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                close_old_connections()
                self._say_alive()
                give_way()
                worked = self.step()
            except (OperationalError, InterfaceError):
                logger.exception("the database did not answer; the worker goes on in a moment")
                self._was_cut_off, worked = True, False
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
        if self._was_cut_off:  # what it held when the database went away could not be closed
            make_ready(lambda worker: worker == self.name)
            self._was_cut_off = False
        if time.monotonic() - self._said_at < HEARTBEAT:
            return
        self._said_at = time.monotonic()
        Worker.objects.update_or_create(name=self.name, defaults={"seen_at": now()})
        take_over(self._signs)


def _try_again(job: DBTaskResult) -> None:
    tries = len(job.worker_ids)
    logger.warning("job %s failed (%s), try %s of %s", job.task_path, job.exception_class_path, tries, TRIES)
    if tries < TRIES:
        pause = timedelta(seconds=2 ** (tries * 2))
        DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, run_after=now() + pause)


class Signs:
    """The signs of life of all workers as one of them sees them: a sign is a change, timed by a clock that never
    jumps. Of a worker met for the first time the time it wrote is believed."""

    def __init__(self, silent: float = SILENT) -> None:
        self._silent = silent
        self._changed: dict[str, tuple[datetime, float]] = {}

    def alive(self) -> set[str]:
        """The names of the workers that gave a sign lately; the rows of the others are removed."""
        at, told = time.monotonic(), dict(Worker.objects.values_list("name", "seen_at"))
        self._changed = {name: self._last_change(name, seen, at) for name, seen in told.items()}
        silent = {name for name, (_seen, changed) in self._changed.items() if at - changed >= self._silent}
        Worker.objects.filter(name__in=silent).delete()
        return set(told) - silent

    def _last_change(self, name: str, seen: datetime, at: float) -> tuple[datetime, float]:
        known = self._changed.get(name)
        if known is None:
            return seen, at - max(0.0, (now() - seen).total_seconds())
        return known if known[0] == seen else (seen, at)


def take_over(signs: Signs) -> int:
    """Make the running jobs of silent workers ready again; returns how many."""
    alive = signs.alive()
    return make_ready(lambda worker: worker not in alive)


def make_ready(of: Callable[[str], bool]) -> int:
    """Make the running jobs of these workers ready again; returns how many."""
    running = DBTaskResult.objects.running().only("pk", "worker_ids")
    lost = [job.pk for job in running if of(job.worker_ids[-1] if job.worker_ids else "")]
    taken: int = DBTaskResult.objects.filter(pk__in=lost).update(status=TaskResultStatus.READY)
    return taken
