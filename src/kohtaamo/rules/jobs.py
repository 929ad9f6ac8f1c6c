"""The room's jobs: rules that time moves, and trials of rules, piece by piece after answers that leave."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.time import now
from kohtaamo.rules.commands.fire import fire
from kohtaamo.rules.commands.trial import try_on
from kohtaamo.rules.commands.undo_many import undo_on
from kohtaamo.rules.conditions import hold
from kohtaamo.rules.events import TrialGoes, UndoingGoes
from kohtaamo.rules.facts import Facts
from kohtaamo.rules.models import Rule, Trial, Undoing
from kohtaamo.rules.occasions import clock_moment, due
from kohtaamo.rules.queries import live
from kohtaamo.rules.triggers import TRIGGERS

AFTER_ANSWERS = -10  # priority of a job
SILENT = timedelta(minutes=10)


def tick() -> int:
    """Once a minute: rules by time act on the cases whose moment has come. Returns how often. Safe at any time."""
    return sum(_turn(rule) for rule in live() if rule.kind in TRIGGERS and TRIGGERS[rule.kind].is_timed)


def _turn(rule: Rule) -> int:
    at, acted = now(), 0
    for case, occasion, moment in due(rule, at):
        facts = Facts(case, moment)
        if hold(rule.conditions, rule.joined, facts):
            acted += fire(rule=rule, facts=facts, occasion=occasion) is not None
    if rule.kind == "clock":
        today = clock_moment(rule, at)
        if today is not None and today <= at:
            Rule.objects.filter(pk=rule.pk).update(clocked_on=today.date())
    return acted


@task(priority=AFTER_ANSWERS)
def look_on(trial_id: int) -> None:
    """One piece, then a job for the next."""
    if try_on(trial_id):
        enqueue(look_on, trial_id)


def set_out(event: TrialGoes) -> None:
    """There is more to look at."""
    enqueue(look_on, event.trial)


@task(priority=AFTER_ANSWERS)
def undo_further(undoing_id: int) -> None:
    """One piece, then a job for the next."""
    if undo_on(undoing_id):
        enqueue(undo_further, undoing_id)


def set_out_undoing(event: UndoingGoes) -> None:
    """There is more to undo."""
    enqueue(undo_further, event.undoing)


def look_after() -> None:
    """Once a minute: a trial or an undoing that nobody carries any more sets out anew."""
    for trial in Trial.objects.filter(ended_at=None, beat_at__lt=now() - SILENT):
        Trial.objects.filter(pk=trial.pk).update(beat_at=now())
        enqueue(look_on, trial.pk)
    for undoing in Undoing.objects.filter(ended_at=None, beat_at__lt=now() - SILENT):
        Undoing.objects.filter(pk=undoing.pk).update(beat_at=now())
        enqueue(undo_further, undoing.pk)
