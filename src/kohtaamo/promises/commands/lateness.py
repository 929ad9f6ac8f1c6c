"""Another system tells that we are late: nothing is moved, a recovery opens, so that we apologise before we are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Conflict
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.commands.open_recovery import open_for_lateness
from kohtaamo.promises.errors import AlreadyPlaced
from kohtaamo.promises.models import Hook, Lateness, Recovery
from kohtaamo.promises.placing import case_of
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True, kw_only=True)
class Report:
    """``order`` is late until ``late_until``. ``called`` names this report, ``digest`` is of all it said."""

    called: str
    digest: str
    order: str
    late_until: datetime
    what: str = ""
    customer: str = ""


def report_lateness(*, hook: Hook, report: Report) -> tuple[Lateness, bool]:
    """Take a report in; returned with whether it is new. The same one again does nothing.

    Raises ``Conflict`` when another report was already called by the same name.
    """
    known = Lateness.objects.filter(hook=hook, called=report.called).first()
    if known is None:
        try:
            return _take_in(hook, report), True
        except IntegrityError:  # the same report came twice at the same moment
            known = Lateness.objects.get(hook=hook, called=report.called)
    if known.digest != report.digest:
        raise Conflict
    return known, False


def _take_in(hook: Hook, report: Report) -> Lateness:
    with unit_of_work():
        found = case_of(report.order, report.customer)
        case = Case.objects.select_for_update().get(pk=found.pk) if found else None
        lateness = Lateness.objects.create(
            hook=hook, called=report.called, digest=report.digest, order=report.order, what=report.what,
            late_until=report.late_until, customer=report.customer, arrived_at=now(), case=case,
            placed_at=now() if case else None,
        )  # fmt: skip
        Hook.objects.filter(pk=hook.pk).update(used_at=now())
        if case is not None:
            open_for_lateness(lateness, case, None)
        else:
            record("lateness.unplaced", actor=None, lateness=lateness.pk, order=lateness.order)
        return lateness


def place(*, actor: Member, lateness: Lateness, case: Case) -> Recovery:
    """A person knows whom it concerns. Raises ``AlreadyPlaced`` and ``NotFound``."""
    require(actor, Right.OPERATE)
    with unit_of_work():
        case = hold(actor, case)
        held = _held(lateness)
        held.case, held.placed_at, held.placed_by = case, now(), actor
        held.save(update_fields=["case", "placed_at", "placed_by"])
        return open_for_lateness(held, case, actor)


def leave(*, actor: Member, lateness: Lateness) -> None:
    """It concerns none of our customers' cases. Raises ``AlreadyPlaced``."""
    require(actor, Right.OPERATE)
    with unit_of_work():
        held = _held(lateness)
        held.left_at, held.left_by = now(), actor
        held.save(update_fields=["left_at", "left_by"])
        record("lateness.left", actor=actor, lateness=held.pk, order=held.order)


def _held(lateness: Lateness) -> Lateness:
    held = Lateness.objects.select_for_update().get(pk=lateness.pk)
    if held.case_id is not None or held.left_at is not None:
        raise AlreadyPlaced
    return held
