"""Undoing what a rule did to a case: what nobody else has touched since is put back, the rest is left and said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.platform.journal.record import Standing, record, standing
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.rules.choices import FiringState, Kept
from kohtaamo.rules.commands.restoring import restore
from kohtaamo.rules.errors import AlreadyUndone, NothingToUndo
from kohtaamo.rules.models import Firing, Undoing
from kohtaamo.rules.queries import firings
from kohtaamo.rules.touching import Since
from kohtaamo.rules.traces import BACK, KEPT, PART, Outlook, outlook
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

Row = dict[str, Any]


def undo_firing(*, actor: Member, firing: Firing) -> Firing:
    """Put back what the rule did then, where nobody touched it since. Once: raises ``AlreadyUndone``; ``NothingToUndo`` when
    nothing can be put back, and then nothing is changed; ``NotFound`` for a case out of sight."""
    require(actor, Right.SHAPE_WORK)
    with unit_of_work():
        held = hold_firing(actor, firing.pk)
        if held.state == FiringState.UNDONE:
            raise AlreadyUndone
        if not put_back(actor, held):
            raise NothingToUndo
        return held


def hold_firing(actor: Member, firing_id: int) -> Firing:
    """The firing and its case, locked, the case first as in every command. Raises ``NotFound``."""
    seen = firings(actor).filter(pk=firing_id).values_list("case_id", flat=True).first()
    if seen is None:
        raise NotFound
    Case.objects.select_for_update().get(pk=seen)
    held = Firing.objects.select_for_update(of=("self",)).select_related("rule", "case").get(pk=firing_id)
    if held.case_id != seen:  # joined to another just now
        raise NotFound
    return held


def put_back(actor: Member, firing: Firing, undoing: Undoing | None = None) -> bool:
    """Put back what can be of a firing held by the caller, the last act first, and write down what came of each."""
    with _undoes(actor, firing):
        since = Since(firing)
        acts = [_undone(actor, firing, row, since) for row in reversed(firing.acts)]
        firing.acts = acts[::-1]
        if undoing is not None and any(row.get("undone") for row in firing.acts):
            firing.undoing = undoing
        back = [row["do"] for row in firing.acts if row.get("undone") in {BACK, PART}]
        if back:
            firing.state, firing.undone_at, firing.undone_by, firing.why = FiringState.UNDONE, now(), actor, ""
            left = [row["do"] for row in firing.acts if row.get("undone") == KEPT]
            case = Case.objects.get(pk=firing.case_id)
            record("rule.undone", actor=actor, **where(case), **teamed(case), firing=firing.pk, back=back, left=left)
        firing.save()
    return bool(back)


@contextmanager
def _undoes(actor: Member, firing: Firing) -> Iterator[None]:
    """Every entry says that it undoes what a rule did: such entries move no rule."""
    rule = firing.rule
    marks = {"undoes": firing.pk, "rule": rule.pk, "rule_name": rule.name}
    token = standing.set(Standing(actor.journal_name, marks))
    try:
        yield
    finally:
        standing.reset(token)


def _undone(actor: Member, firing: Firing, row: Row, since: Since) -> Row:
    seen = outlook(row, firing.case_id, since.hands)
    if seen is None:
        return row
    if seen.left and not _restored(actor, firing, row, seen):
        seen = Outlook(KEPT, Kept.GONE)
    return {**row, "undone": seen.how, "kept": str(seen.why)}


def _restored(actor: Member, firing: Firing, row: Row, seen: Outlook) -> bool:
    """All of it or nothing: what can no longer be as it was leaves the act as it is."""
    try:
        with unit_of_work():
            for name, left in seen.left.items():
                restore(actor, firing.case, name, row["was"][name], left)
    except KohtaamoError:
        return False
    return True
