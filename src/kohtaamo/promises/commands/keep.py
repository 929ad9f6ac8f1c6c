"""Keeping, breaking and withdrawing a promise."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.commands.open_recovery import close_with_promise, open_for_promise
from kohtaamo.promises.holding import hold_open, note
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def keep(
    *, actor: Member, promise: Promise, evidence: str = "", in_full: bool = True, in_form: bool = True,
    at: datetime | None = None,
) -> Promise:  # fmt: skip
    """The promise was kept: when, with what evidence, and whether in full and in the agreed form.

    Raises ``AlreadySettled``, and ``Invalid`` for a time before the promise was made or in the future.
    """
    require(actor, Right.PROMISE)
    with unit_of_work():
        promise = hold_open(actor, promise)
        kept_at = at or now()
        if not promise.made_at <= kept_at <= now():
            raise Invalid(_("A promise is kept after it was made, and no later than now."))
        set_kept(promise, actor, kept_at, evidence=evidence, in_full=in_full, in_form=in_form)
        return promise


def set_kept(
    promise: Promise, actor: Member | None, at: datetime, *, evidence: str, in_full: bool, in_form: bool
) -> None:
    """Write the keeping down; for commands and listeners that already hold the promise."""
    promise.state, promise.state_at, promise.state_by = PromiseState.KEPT, now(), actor
    promise.kept_at, promise.evidence, promise.in_full, promise.in_form = at, evidence[:300], in_full, in_form
    promise.save()
    note("promise.kept", promise, actor, evidence=evidence[:300], in_full=in_full, in_form=in_form)


def break_openly(*, actor: Member, promise: Promise, reason: str) -> Promise:
    """Say that the promise was not kept. Not blame but a fact that recovery starts from."""
    return _settle(actor, promise, PromiseState.BROKEN, "promise.broken", reason)


def withdraw(*, actor: Member, promise: Promise, reason: str) -> Promise:
    """The customer no longer needs it, or it was put down by mistake. Raises ``Invalid`` without a reason."""
    if not reason.strip():
        raise Invalid(_("Say in a word why the promise is withdrawn."))
    return _settle(actor, promise, PromiseState.WITHDRAWN, "promise.withdrawn", reason)


def withdraw_undone(promise: Promise, actor: Member) -> None:
    """The rule that made it was undone. For one who holds the open promise and may undo what rules did."""
    _withdraw(promise, actor, str(_("The rule that made it was undone.")))


def _withdraw(promise: Promise, actor: Member, reason: str) -> None:
    promise.state, promise.state_at, promise.state_by = PromiseState.WITHDRAWN, now(), actor
    promise.reason = reason
    promise.save()
    note("promise.withdrawn", promise, actor, reason=promise.reason)
    close_with_promise(promise, actor)


def _settle(actor: Member, promise: Promise, state: str, kind: str, reason: str) -> Promise:
    require(actor, Right.PROMISE)
    with unit_of_work():
        promise = hold_open(actor, promise)
        promise.state, promise.state_at, promise.state_by, promise.reason = state, now(), actor, reason.strip()[:300]
        promise.save()
        note(kind, promise, actor, reason=promise.reason)
        follow_up = open_for_promise if state == PromiseState.BROKEN else close_with_promise
        follow_up(promise, actor)
        return promise
