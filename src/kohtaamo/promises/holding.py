"""Holding a promise still while a command changes it."""

from __future__ import annotations

from typing import Any

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.errors import AlreadySettled
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import visible_promises
from kohtaamo.staff.models import Member


def hold_open(actor: Member, promise: Promise) -> Promise:
    """The promise, locked and still open. Raises ``NotFound`` or ``AlreadySettled``.

    Whoever keeps a promise may settle it, even when the case is no longer theirs to see. The case is locked before the
    promise, in the order every other command uses.
    """
    if not visible_promises(actor).filter(pk=promise.pk).exists():
        raise NotFound
    Case.objects.select_for_update().get(pk=promise.case_id)
    held = Promise.objects.select_for_update().get(pk=promise.pk)
    if held.state != PromiseState.OPEN:
        raise AlreadySettled
    return held


def note(kind: str, promise: Promise, actor: Member | None, **data: Any) -> None:
    """Write what happened to a promise in the journal."""
    record(
        kind, actor=actor, customer=promise.customer_id, case=promise.case_id, encounter=promise.encounter_id,
        promise=promise.pk, team=promise.team_id, member=promise.owner_id, **data,
    )  # fmt: skip
