"""Moving a promise with the customer's consent. The first date stays and is what keeping is judged by."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.errors import CannotSeeCase, ConsentNeeded, DueInThePast
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
        promise.due_at, promise.was_overdue_at = due_at, None
        promise.save(update_fields=["due_at", "was_overdue_at"])
        return promise


def give(*, actor: Member, promise: Promise, owner: Member) -> Promise:
    """Let someone else keep an open promise. Raises ``CannotSeeCase`` for one who could not see what it is about."""
    require(actor, Right.PROMISE)
    with unit_of_work():
        promise = hold_open(actor, promise)
        if not owner.may(Right.PROMISE) or not visible_cases(owner).filter(pk=promise.case_id).exists():
            raise CannotSeeCase
        former, promise.owner = promise.owner_id, owner
        promise.save(update_fields=["owner"])
        note("promise.given", promise, actor, former=former)
        return promise


def tell(*, actor: Member, promise: Promise) -> Promise:
    """The customer was told of the promise in another way after the message about it did not arrive."""
    require(actor, Right.PROMISE)
    with unit_of_work():
        promise = hold_open(actor, promise)
        if promise.confirmation_failed_at is not None:
            promise.confirmation_failed_at = None
            promise.save(update_fields=["confirmation_failed_at"])
            note("promise.told", promise, actor)
        return promise
