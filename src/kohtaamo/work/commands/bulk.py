"""Many cases changed at once: begun, worked on piece by piece, stopped, gone on with, put back."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils.translation import override

from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.courtesy import give_way
from kohtaamo.platform.errors import Invalid, KohtaamoError, NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.choices import Act, BulkState, ItemState
from kohtaamo.work.commands.acts import WAYS
from kohtaamo.work.errors import NobodyChosen, TooManyCases
from kohtaamo.work.events import BulkGoes
from kohtaamo.work.models import Bulk, BulkItem
from kohtaamo.work.narrowing import Narrowing, cases_of

logger = logging.getLogger(__name__)
MOST = 20_000
PIECE = 50
_NEEDS = {Act.ASSIGN: Right.ASSIGN}


def begin_bulk(
    *, actor: Member, act: str, what: dict[str, Any], cases: Collection[int] = (), asked: Narrowing | None = None,
    once: str = "",
) -> Bulk:  # fmt: skip
    """Change the chosen cases, or all that a list is asked for, of those the actor may see. Sent twice, it is begun once.

    Raises ``NobodyChosen``, ``TooManyCases`` (20,000) and ``Invalid`` for an act there is not.
    """
    if act not in Act.values:
        raise Invalid
    require(actor, _NEEDS.get(Act(act), Right.ANSWER))
    chosen = visible_cases(actor).filter(pk__in=list(cases)) if asked is None else cases_of(actor, asked)
    with unit_of_work():
        if once and (made := Bulk.objects.filter(by=actor, once=once).first()):
            return made
        bulk = Bulk.objects.create(
            act=act, what=what, by=actor, begun_at=now(), beat_at=now(), once=once[:40],
            query=asked.address() if asked else "",
        )  # fmt: skip
        bulk.total = _put_in(bulk, chosen.filter(merged_into=None))
        if not bulk.total:
            raise NobodyChosen
        if bulk.total > MOST:
            raise TooManyCases
        bulk.save(update_fields=["total"])
        record("bulk.begun", actor=actor, bulk=bulk.pk, act=act, total=bulk.total, what=what)
        publish(BulkGoes(bulk))
        return bulk


def _put_in(bulk: Bulk, chosen: QuerySet[Case]) -> int:
    """The cases as they are now, in one statement: whatever comes to the list later is not meant."""
    try:
        sql, params = chosen.order_by("id").values("id")[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:  # nothing can match
        return 0
    table, case = BulkItem._meta.db_table, '"chosen"."id"'
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (bulk_id, case_id, state, why) SELECT %s, {case}, '{ItemState.WAITING}', '' FROM ({sql}) chosen",  # noqa: S608 - our own names
            [bulk.pk, *params],
        )
    return BulkItem.objects.filter(bulk=bulk).count()


def work_on(bulk_id: int, run: int) -> bool:
    """Work on one piece of a run; whether there is more to do. A run that was stopped or overtaken does nothing."""
    bulk = Bulk.objects.select_related("by__role").filter(pk=bulk_id, run=run).first()
    if bulk is None or not bulk.is_running:
        return False
    is_undoing = bulk.state == BulkState.UNDOING
    state = ItemState.DONE if is_undoing else ItemState.WAITING
    ids = list(BulkItem.objects.filter(bulk=bulk, state=state).order_by("pk").values_list("pk", flat=True)[:PIECE])
    with override(bulk.by.language):
        for pk in ids:
            give_way()
            _undo_one(bulk, pk) if is_undoing else _do_one(bulk, pk)
    Bulk.objects.filter(pk=bulk.pk, run=run).update(beat_at=now())
    if len(ids) == PIECE:
        return True
    _end(bulk)
    return False


def _do_one(bulk: Bulk, pk: int) -> None:
    try:
        with unit_of_work():
            item = BulkItem.objects.select_for_update().get(pk=pk)
            if item.state != ItemState.WAITING:
                return
            way = WAYS[bulk.act]
            case = hold(bulk.by, Case(pk=item.case_id))
            item.before = way.told(case, bulk.what)
            way.do(bulk.by, case, bulk.what)
            item.after = way.told(Case.objects.get(pk=case.pk), bulk.what)
            item.state = ItemState.SAME if item.after == item.before else ItemState.DONE
            item.save(update_fields=["before", "after", "state"])
    except KohtaamoError as problem:
        _refuse(pk, str(problem))
    except DatabaseError:
        raise
    except Exception:
        logger.exception("case of item %s could not be changed", pk)
        _refuse(pk, str(KohtaamoError()))


def _refuse(pk: int, why: str) -> None:
    BulkItem.objects.filter(pk=pk, state=ItemState.WAITING).update(state=ItemState.REFUSED, why=why[:300])


def _undo_one(bulk: Bulk, pk: int) -> None:
    """Back as it was, when it is still as it was left."""
    with unit_of_work():
        item = BulkItem.objects.select_for_update().get(pk=pk)
        if item.state != ItemState.DONE:
            return
        case = Case.objects.select_for_update().get(pk=item.case_id)
        way = WAYS[bulk.act]
        item.state = ItemState.KEPT
        if case.merged_into_id is None and way.told(case, bulk.what) == item.after:
            item.state = _put_back(bulk, case, item)
        item.save(update_fields=["state", "why"])


def _put_back(bulk: Bulk, case: Case, item: BulkItem) -> ItemState:
    try:
        with unit_of_work():
            WAYS[bulk.act].undo(bulk, case, item.before or {})
    except KohtaamoError as problem:
        item.why = str(problem)[:300]
        return ItemState.KEPT
    return ItemState.UNDONE


def _end(bulk: Bulk) -> None:
    with unit_of_work():
        held = Bulk.objects.select_for_update().get(pk=bulk.pk)
        if held.run != bulk.run or not held.is_running:
            return
        held.state = BulkState.UNDONE if held.state == BulkState.UNDOING else BulkState.DONE
        held.ended_at = held.beat_at = now()
        held.save(update_fields=["state", "ended_at", "beat_at"])
        record(f"bulk.{held.state}", actor=held.by, bulk=held.pk, act=held.act, total=held.total)


def stop_bulk(*, actor: Member, bulk: Bulk) -> Bulk:
    """Stop after the case under hand; what is changed stays changed. Over already, nothing happens."""
    return _turn(actor, bulk, [BulkState.WORKING], BulkState.STOPPED)


def go_on(*, actor: Member, bulk: Bulk) -> Bulk:
    """Go on with one that was stopped."""
    return _turn(actor, bulk, [BulkState.STOPPED], BulkState.WORKING)


def undo_bulk(*, actor: Member, bulk: Bulk) -> Bulk:
    """Put back what was changed, where nobody changed it since. Asked twice, it is done once."""
    return _turn(actor, bulk, [BulkState.DONE, BulkState.STOPPED, BulkState.WORKING], BulkState.UNDOING)


def _turn(actor: Member, bulk: Bulk, among: list[BulkState], to: BulkState) -> Bulk:
    with unit_of_work():
        held = Bulk.objects.select_for_update().get(pk=bulk.pk)
        if held.by_id != actor.pk:
            raise NotFound
        if held.state not in among:
            return held
        held.state, held.run, held.beat_at = to, held.run + 1, now()
        held.ended_at = now() if to == BulkState.STOPPED else None
        held.save(update_fields=["state", "run", "beat_at", "ended_at"])
        record(f"bulk.{to}", actor=actor, bulk=held.pk, act=held.act, total=held.total)
        if held.is_running:
            publish(BulkGoes(held))
        return held
