"""Moving a promise with the customer's consent. The first date stays and is what keeping is judged by."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.errors import ConsentNeeded, DueInThePast
from kohtaamo.promises.holding import hold_open, note
from kohtaamo.promises.models import Move, Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def move(*, actor: Member, promise: Promise, due_at: datetime, agreed: bool, reason: str = "") -> Promise:
    """Move an open promise. Raises ``ConsentNeeded``, ``DueInThePast`` and ``AlreadySettled``."""
    require(actor, Right.PROMISE)
    if not agreed:
        raise ConsentNeeded
    if due_at <= now():
        raise DueInThePast
    with unit_of_work():
        promise = hold_open(actor, promise)
        Move.objects.create(
            promise=promise, from_due_at=promise.due_at, to_due_at=due_at, agreed=agreed, reason=reason.strip()[:300],
            moved_by=actor, moved_at=now(),
        )  # fmt: skip
        note("promise.moved", promise, actor, from_due_at=promise.due_at.isoformat(), to_due_at=due_at.isoformat())
        promise.due_at = due_at
        promise.save(update_fields=["due_at"])
        return promise


def give(*, actor: Member, promise: Promise, owner: Member) -> Promise:
    """Let someone else keep an open promise."""
    require(actor, Right.PROMISE)
    with unit_of_work():
        promise = hold_open(actor, promise)
        promise.owner = owner
        promise.save(update_fields=["owner"])
        note("promise.given", promise, actor)
        return promise
