"""Promises as a test needs them: any history, without waiting for the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member


def promised(case: Case, owner: Member | None = None, due: timedelta = timedelta(hours=2), **fields: object) -> Promise:
    """An open promise due so long from now; any field may be given."""
    at = now()
    made: datetime = fields.pop("made_at", min(at, at + due) - timedelta(days=1))  # type: ignore[assignment]
    first = fields.pop("first_due_at", at + due)
    return Promise.objects.create(
        case=case, customer=case.customer, what="Sänky toimitetaan", owner=owner, made_by=owner, team=case.team,
        made_at=made, first_due_at=first, due_at=at + due, state_at=made, **fields,
    )  # fmt: skip
