"""Sending what is in line: one attempt, written down before and after, and what follows from its answer."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from kohtaamo.platform.connections.choices import OPEN, AttemptProblem, DispatchState, PausedWhy
from kohtaamo.platform.connections.events import Missed, Taken
from kohtaamo.platform.connections.keys import keys_of
from kohtaamo.platform.connections.models import Attempt, Connection, Dispatch
from kohtaamo.platform.connections.pace import pause_after, rest_after
from kohtaamo.platform.connections.post import Answer, post
from kohtaamo.platform.connections.telling import message, telling_of
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.signed import signed_headers
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
CUT_OFF_AFTER = timedelta(minutes=1)  # one cut off in the middle is tried again after this
FAILING_MOST = timedelta(days=3)  # after this without an answer a connection is paused
GONE = 410


def due() -> QuerySet[Dispatch]:
    """What may leave now. Nothing passes something earlier of its subject that has not left."""
    earlier = Dispatch.objects.filter(
        connection=OuterRef("connection"), subject=OuterRef("subject"), pk__lt=OuterRef("pk"), state__in=OPEN
    ).exclude(subject="")
    return Dispatch.objects.filter(state__in=OPEN, next_at__lte=now()).exclude(Exists(earlier))


def send(dispatch: Dispatch) -> None:
    """Try once. What is cut off here leaves again by the same name, with a record of both tries."""
    try:
        attempt = _begin(dispatch)
    except Exception:
        logger.exception("%s could not be put together", dispatch.called)
        return _put_off(dispatch)
    if attempt is None:
        return None
    keys = keys_of(dispatch.connection)
    if not keys:
        return _end(dispatch, attempt, Answer(problem=AttemptProblem.SECRET))
    body = dispatch.body.encode()
    headers = {
        **signed_headers(keys, dispatch.called, body),
        "Content-Type": "application/json", "User-Agent": "Kohtaamo",
    }  # fmt: skip
    return _end(dispatch, attempt, post(dispatch.connection.url, body, headers))


def _put_off(dispatch: Dispatch) -> None:
    """One that cannot even be put together is tried again later, and holds up nothing else."""
    with unit_of_work():
        held = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
        Attempt.objects.create(dispatch=held, began_at=now(), ended_at=now(), problem=AttemptProblem.OURS)
        held.tries += 1
        pause = pause_after(held.tries)
        held.state = DispatchState.FAILED if pause else DispatchState.GIVEN_UP
        held.next_at, held.settled_at = now() + (pause or timedelta()), None if pause else now()
        held.save(update_fields=["tries", "state", "next_at", "settled_at"])


def _put_together(dispatch: Dispatch) -> bool:
    """The body, from now on the same; False when there is nothing to tell any more."""
    assert dispatch.entry_id is not None, "a test brings its body along"
    entry = Entry.objects.get(pk=dispatch.entry_id)
    data = telling_of(entry.kind).data(entry, dispatch)
    if data is None:
        Dispatch.objects.filter(pk=dispatch.pk, state__in=OPEN).update(state=DispatchState.DISMISSED, settled_at=now())
        return False
    dispatch.body = json.dumps(message(entry.kind, entry.at, dispatch.called, data), ensure_ascii=False)
    return True


def _begin(dispatch: Dispatch) -> Attempt | None:
    """The attempt, written down before anything is said; None when there is nothing to say any more.

    What is told is read and held still in the same transaction, so that what changes it afterwards knows of the attempt.
    """
    with unit_of_work():
        if not dispatch.body and not _put_together(dispatch):
            return None
        if not Dispatch.objects.select_for_update().filter(pk=dispatch.pk, state__in=OPEN).exists():
            return None
        dispatch.tries += 1
        dispatch.next_at = now() + CUT_OFF_AFTER
        dispatch.save(update_fields=["body", "tries", "next_at"])
        cut = dispatch.attempts.filter(ended_at__isnull=True)
        cut.update(ended_at=now(), problem=AttemptProblem.CUT_OFF)
        return Attempt.objects.create(dispatch=dispatch, began_at=now())


def _end(dispatch: Dispatch, attempt: Attempt, answer: Answer) -> None:
    try:
        _put_down(dispatch, attempt, answer)
    except Exception:
        if not answer.is_taken:
            raise
        logger.exception("the answer to %s could not be put down", dispatch.called)
        _put_down(dispatch, attempt, replace(answer, status=None, problem=AttemptProblem.OURS))


def _put_down(dispatch: Dispatch, attempt: Attempt, answer: Answer) -> None:
    with unit_of_work():
        connection = Connection.objects.select_for_update().get(pk=dispatch.connection_id)
        held = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
        attempt.ended_at, attempt.status, attempt.problem = now(), answer.status, answer.problem
        attempt.milliseconds, attempt.answer = answer.milliseconds, answer.said
        attempt.save()
        if answer.is_taken:
            _taken(held, connection, attempt, answer)
        else:
            _failed(held, connection, answer)
            publish(Missed(held, attempt, held.state not in OPEN))


def _taken(held: Dispatch, connection: Connection, attempt: Attempt, answer: Answer) -> None:
    held.state, held.settled_at, held.is_unanswered = DispatchState.DELIVERED, now(), False
    held.save(update_fields=["state", "settled_at", "is_unanswered"])
    was_failing = connection.failing_since is not None
    Connection.objects.filter(pk=connection.pk).update(
        answered_at=now(), failing_since=None, failures=0, rests_until=None
    )
    if was_failing:
        waiting = Dispatch.objects.filter(connection=connection, state__in=OPEN, is_unanswered=True)
        waiting.update(next_at=now(), is_unanswered=False)
    held.connection = connection
    publish(Taken(held, attempt, answer.read()))


def _failed(held: Dispatch, connection: Connection, answer: Answer) -> None:
    if held.state in OPEN:
        pause = pause_after(held.tries)
        held.state = DispatchState.FAILED if pause else DispatchState.GIVEN_UP
        held.settled_at = None if pause else now()
        held.next_at = now() + (pause or timedelta())
        held.is_unanswered = answer.met_nobody
        held.save(update_fields=["state", "settled_at", "next_at", "is_unanswered"])
    connection.failing_since = connection.failing_since or now()
    connection.failures += 1
    if answer.met_nobody:
        connection.rests_until = now() + rest_after(connection.failures, answer.come_back)
    connection.save(update_fields=["failing_since", "failures", "rests_until"])
    _pause_when_lost(connection, answer)


def _pause_when_lost(connection: Connection, answer: Answer) -> None:
    is_gone = answer.status == GONE
    if connection.is_paused or not (is_gone or now() - _since(connection) > FAILING_MOST):
        return
    connection.paused_why, connection.paused_by, connection.paused_at = (
        PausedWhy.GONE if is_gone else PausedWhy.FAILING,
        "",
        now(),
    )
    connection.save(update_fields=["paused_why", "paused_by", "paused_at"])
    record("connection.paused", actor=None, connection=connection.pk, name=connection.name, why=connection.paused_why)


def _since(connection: Connection) -> datetime:
    return connection.failing_since or now()
