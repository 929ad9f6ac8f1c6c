"""Putting a job in line: in the command's own transaction, so neither stands without the other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks.base import Task

from kohtaamo.platform.live.wake import wake


def enqueue(job: Task[Any, Any], *args: Any, after: datetime | None = None) -> str:
    """Enqueue ``job`` with plain arguments, to run no earlier than ``after``; returns its id."""
    result = (job.using(run_after=after) if after else job).enqueue(*args)
    transaction.on_commit(lambda: wake("jobs"))
    return str(result.id)
