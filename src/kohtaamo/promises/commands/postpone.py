"""Moving promises without the customer's consent, many at once: we are late for all of them, and we say so.

A promise that both agree to move is moved by ``move``. Here the moves are marked as not agreed, and the first date
stays what keeping is judged by: whoever is told of a delay has still not got what was promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import Form, PromiseState, Source
from kohtaamo.promises.holding import note
from kohtaamo.promises.models import Move, Promise
from kohtaamo.staff.models import Member


def postpone(
    *, by: Member | None, cases: Iterable[int], due_at: datetime, reason: str, answers: bool = False
) -> list[Promise]:
    """Move the open promises of these cases that are due before ``due_at`` to it; returns those moved.

    Promises to answer stay unless ``answers``: a notice to many is no answer to what one of them asked. The caller holds
    the cases and has checked the right; ``by`` is who decided it.
    """
    with unit_of_work():
        found = Promise.objects.select_for_update().filter(
            case_id__in=list(cases), state=PromiseState.OPEN, due_at__lt=due_at
        )
        if not answers:
            found = found.exclude(source=Source.ANSWER_TIME)
        promises = list(found.order_by("pk"))
        at = now()
        Move.objects.bulk_create(
            Move(promise=one, from_due_at=one.due_at, to_due_at=due_at, agreed=False, reason=reason[:300],
                 moved_by=by, moved_at=at)
            for one in promises
        )  # fmt: skip
        for one in promises:
            note("promise.postponed", one, by, from_due_at=one.due_at.isoformat(), to_due_at=due_at.isoformat())
            one.due_at, one.was_overdue_at = due_at, None
        Promise.objects.filter(pk__in=[one.pk for one in promises]).update(due_at=due_at, was_overdue_at=None)
        return promises


def promise_each(
    *, by: Member | None, said: Mapping[int, str], cases: Iterable[Case], due_at: datetime,
    messages: Iterable[Message] = (),
) -> list[Promise]:  # fmt: skip
    """Put in the register what was said to be done by ``due_at`` in these cases; ``said`` are the words by case.

    ``messages`` are those that told of it. The caller holds the cases. The owner of a case keeps its promise, else
    whoever decided it.
    """
    with unit_of_work():
        at = now()
        told_in = {message.case_id: message for message in messages}
        made = Promise.objects.bulk_create(
            _new(case, told_in.get(case.pk), said[case.pk], by, at, due_at) for case in cases if case.pk in said
        )
        for promise in made:
            record(
                "promise.made", actor=by, **where(promise.case, promise.encounter_id), **teamed(promise.case),
                promise=promise.pk, member=promise.owner_id, due_at=due_at.isoformat(), source=promise.source,
            )  # fmt: skip
        return made


def _new(case: Case, message: Message | None, what: str, by: Member | None, at: datetime, due_at: datetime) -> Promise:
    return Promise(
        case=case, customer_id=case.customer_id, encounter_id=message.encounter_id if message else None,
        message=message, what=what[:300], form=Form.ANY, source=Source.TEXT, made_by=by,
        owner_id=case.owner_id or (by.pk if by else None), team_id=case.team_id, made_at=at, first_due_at=due_at,
        due_at=due_at, state_at=at,
    )  # fmt: skip
