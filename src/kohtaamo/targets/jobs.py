"""The room's jobs: what runs is reckoned anew when targets or opening hours change."""

from __future__ import annotations

from django_tasks import task

from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.unit import UnitCloses
from kohtaamo.targets.commands.aim import reckon_all
from kohtaamo.targets.events import TargetsChanged
from kohtaamo.targets.queries import known_targets

AFTER_ANSWERS = -10  # priority of a job
HOURS = ("hours.", "touchpoint.changed")


@task(priority=AFTER_ANSWERS)
def reckon_again() -> None:
    """Everything that runs."""
    reckon_all()


def set_out(event: TargetsChanged) -> None:
    """Targets changed."""
    enqueue(reckon_again)


def heed_hours(event: UnitCloses) -> None:
    """Opening hours changed, or where they hold."""
    if any(entry.kind.startswith(HOURS) for entry in event.entries) and known_targets():
        enqueue(reckon_again)
