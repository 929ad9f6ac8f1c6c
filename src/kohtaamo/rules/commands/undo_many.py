"""Undoing all a rule did since a moment: the newest first, piece by piece, each firing by itself."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.commands.undo import hold_firing, put_back
from kohtaamo.rules.commands.write import switch
from kohtaamo.rules.errors import NothingToUndo
from kohtaamo.rules.events import UndoingGoes
from kohtaamo.rules.models import Rule, Undoing
from kohtaamo.rules.queries import rules
from kohtaamo.rules.undoing import since as done_since
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

PIECE = 50
AT_ONCE = 25  # firings while the reader waits


def begin_undoing(*, actor: Member, rule: Rule, since: datetime, switch_off: bool = False) -> Undoing:
    """Undo all the rule did since then in cases in sight; what it does from now on is not meant. One that is under way goes
    on instead of a second. Raises ``Invalid`` for a moment to come, ``NothingToUndo``."""
    require(actor, Right.SHAPE_WORK)
    if since >= now():
        raise Invalid(_("Choose a moment that has passed."))
    with unit_of_work():
        held = rules(actor).select_for_update(of=("self",)).get(pk=rule.pk)
        if (running := Undoing.objects.filter(rule=held, by=actor, ended_at=None).first()) is not None:
            return running
        if switch_off and held.is_on:
            switch(actor=actor, rule=held, on=False)
        found = done_since(actor, held, since).order_by("-pk")
        newest, total = found.values_list("pk", flat=True).first(), found.count()
        if newest is None:
            raise NothingToUndo
        made = Undoing.objects.create(
            rule=held, by=actor, since=since, begun_at=now(), beat_at=now(), reached=newest + 1, total=total
        )
        record("rule.undoing_begun", actor=actor, rule=held.pk, name=held.name, undoing=made.pk, total=total)
    if undo_on(made.pk, piece=AT_ONCE):
        with unit_of_work():
            publish(UndoingGoes(made.pk))
    made.refresh_from_db()
    return made


def undo_on(undoing_id: int, *, piece: int = PIECE) -> bool:
    """Undo the next piece; whether there is more. Worked on twice at once, each firing is undone once."""
    undoing = Undoing.objects.select_related("by__role", "rule").filter(pk=undoing_id, ended_at=None).first()
    if undoing is None:
        return False
    ids: list[int] = []
    if undoing.by.is_active and undoing.by.may(Right.SHAPE_WORK):
        ahead = done_since(undoing.by, undoing.rule, undoing.since).filter(pk__lt=undoing.reached)
        ids = list(ahead.order_by("-pk").values_list("pk", flat=True)[:piece])
    for pk in ids:
        _undo_one(undoing, pk)
    reached = ids[-1] if ids else undoing.reached
    ended = None if len(ids) == piece else now()
    moved = Undoing.objects.filter(pk=undoing.pk, reached__gte=reached)
    moved.update(reached=reached, looked=undoing.looked + len(ids), beat_at=now(), ended_at=ended)
    return ended is None


def _undo_one(undoing: Undoing, pk: int) -> None:
    try:
        with unit_of_work():
            held = hold_firing(undoing.by, pk)
            if held.state != FiringState.UNDONE:
                put_back(undoing.by, held, undoing)
    except NotFound:  # out of sight since: it is not theirs to undo
        return
