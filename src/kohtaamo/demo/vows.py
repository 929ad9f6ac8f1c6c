"""Promises of a told story, and what became of each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kohtaamo.demo.thread import Thread
from kohtaamo.encounters.models import Message
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Move, Promise
from kohtaamo.staff.models import Member

A_MINUTE = timedelta(minutes=1)


def promise(
    thread: Thread, at: datetime, *, what: str, form: str, due: datetime, member: Member | None,
    message: Message | None = None, source: str = Source.HAND,
) -> Promise:  # fmt: skip
    """A promise is put in the register. Without a member it is the touchpoint's own answer time."""
    case = thread.case
    made = Promise(
        case=case, customer=case.customer, encounter=thread.meeting, message=message, what=what, form=form, source=source,
        made_by=member, owner=member or case.owner, team=case.team, made_at=at, first_due_at=due, due_at=due, state_at=at,
    )  # fmt: skip
    thread.book.promises.append(made)
    told: dict[str, Any] = {"member": made.owner} if member else {}
    thread.book.note(
        at, "promise.made", actor=member, case=case, encounter=thread.meeting, team=case.team, owner=case.owner,
        promise=made, due_at=due.isoformat(), source=source, **told,
    )  # fmt: skip
    return made


def keep(
    thread: Thread, made: Promise, at: datetime, *, member: Member | None, evidence: str, in_full: bool = True
) -> None:
    """It was kept then; past its time when it was late."""
    _pass(thread, made, at)
    made.state, made.state_at, made.state_by = PromiseState.KEPT, at, member
    made.kept_at, made.evidence, made.in_full, made.in_form = at, evidence, in_full, True
    thread.tells(at, "promise.kept", made, member, evidence=evidence, in_full=in_full, in_form=True)


def settle(thread: Thread, made: Promise, at: datetime, *, state: str, member: Member, reason: str) -> None:
    """It was broken, or withdrawn together with the customer."""
    _pass(thread, made, at)
    made.state, made.state_at, made.state_by, made.reason = state, at, member, reason
    thread.tells(at, f"promise.{state}", made, member, reason=reason)


def move(thread: Thread, made: Promise, at: datetime, *, to: datetime, member: Member, reason: str) -> None:
    """It was moved with the customer's consent."""
    thread.book.moves.append(
        Move(
            promise=made,
            from_due_at=made.due_at,
            to_due_at=to,
            agreed=True,
            reason=reason,
            moved_by=member,
            moved_at=at,
        )
    )
    thread.tells(at, "promise.moved", made, member, from_due_at=made.due_at.isoformat(), to_due_at=to.isoformat())
    made.due_at, made.was_overdue_at = to, None


def _pass(thread: Thread, made: Promise, at: datetime) -> None:
    """The clock passed it while it was open."""
    if at > made.due_at + A_MINUTE:
        made.was_overdue_at = made.due_at + A_MINUTE
        thread.tells(made.due_at + A_MINUTE, "promise.overdue", made, None)
