"""Making the list of those a notice goes to: each customer once, in batches that are kept one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from kohtaamo.outreach.choices import ToState
from kohtaamo.outreach.commands.draft import hold_draft
from kohtaamo.outreach.events import PeopleWanted
from kohtaamo.outreach.models import Notice, NoticeTo
from kohtaamo.outreach.people import newest_cases, rows_for
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

BATCH = 2000  # people in one transaction
AT_ONCE = 2000  # people whose list is made while the reader waits; more than these are a job's work

Tell = Callable[[int, int], None]


def prepare(*, actor: Member, notice: Notice, progress: Tell | None = None) -> int:
    """Make or renew the list of those who wait, of the cases the actor may see; returns how many are on it.

    Doing it again changes only what has changed: who has been left out by hand stays out, who no longer waits goes.
    It may be cut off and begun anew at any time. ``progress`` is told how many of how many are done. Raises
    ``AlreadyBegun`` once the notice is on its way.
    """
    require(actor, Right.NOTIFY)
    stamp = now()
    cases = newest_cases(actor, notice.cause)
    _say_preparing(actor, notice, stamp)
    for start in range(0, len(cases), BATCH):
        with unit_of_work():
            held = hold_draft(actor, notice)
            _keep(rows_for(held, cases[start : start + BATCH], stamp))
        if progress is not None:
            progress(min(start + BATCH, len(cases)), len(cases))
    with unit_of_work():
        held = hold_draft(actor, notice)
        NoticeTo.objects.filter(notice=held, prepared_at__lt=stamp).delete()
        held.prepared_at, held.preparing_at = stamp, None
        held.save(update_fields=["prepared_at", "preparing_at"])
        record("notice.prepared", actor=actor, notice=held.pk, cause=held.cause_id, people=len(cases), member=actor.pk)
    return len(cases)


def want_people(*, actor: Member, notice: Notice) -> None:
    """Have the list made by a job. Raises ``AlreadyBegun`` once the notice is on its way."""
    require(actor, Right.NOTIFY)
    with unit_of_work():
        held = hold_draft(actor, notice)
        held.preparing_at = now()
        held.save(update_fields=["preparing_at"])
        publish(PeopleWanted(held, actor))


def _say_preparing(actor: Member, notice: Notice, at: datetime) -> None:
    with unit_of_work():
        held = hold_draft(actor, notice)
        held.preparing_at = at
        held.save(update_fields=["preparing_at"])


def _keep(rows: Sequence[NoticeTo]) -> None:
    """Write the rows; those there already keep their state, so that one left out by hand stays out."""
    NoticeTo.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["notice", "customer"],
        update_fields=["case", "way", "language", "prepared_at"],
    )  # fmt: skip
    blocked = [row.customer_id for row in rows if row.state == ToState.LEFT_OUT]
    if blocked:
        NoticeTo.objects.filter(notice=rows[0].notice, customer_id__in=blocked).update(state=ToState.LEFT_OUT)


def add_newcomers(*, notice: Notice, cases: Sequence[int]) -> int:
    """Put the customers of these cases on the list of a notice that has begun; those on it already stay as they are.

    Returns how many are new. The caller holds the notice and sees that it goes on.
    """
    before = NoticeTo.objects.filter(notice=notice).count()
    NoticeTo.objects.bulk_create(rows_for(notice, cases, now()), ignore_conflicts=True)
    return NoticeTo.objects.filter(notice=notice).count() - before
