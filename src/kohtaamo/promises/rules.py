"""When a promise stands, and whether it was kept.

Kept means in full, on time and in the agreed form, against the first date promised (delivered in full, on time). A
promise that is not yet due is not counted; one that is overdue is broken now; a withdrawn one is not counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import sqrt

from kohtaamo.promises.choices import PromiseState, Standing
from kohtaamo.promises.models import Promise

RISK_SHARE = 0.2  # at risk when less than a fifth of the time is left ...
RISK_LEAST, RISK_MOST = timedelta(minutes=15), timedelta(hours=4)  # ... within these bounds


def standing(promise: Promise, at: datetime) -> Standing:
    """How the promise stands at this moment."""
    if promise.state == PromiseState.KEPT:
        return Standing.KEPT
    if promise.state == PromiseState.BROKEN:
        return Standing.BROKEN
    if promise.state == PromiseState.WITHDRAWN:
        return Standing.WITHDRAWN
    if at > promise.due_at:
        return Standing.LATE
    return Standing.RISK if at >= risk_from(promise) else Standing.OPEN


def risk_from(promise: Promise) -> datetime:
    """From when an open promise is at risk."""
    whole = promise.due_at - promise.made_at
    return promise.due_at - min(max(whole * RISK_SHARE, RISK_LEAST), RISK_MOST)


def is_counted(promise: Promise, at: datetime) -> bool:
    """Whether the promise counts in the kept rate: it is settled by us, or its first date has passed."""
    if promise.state == PromiseState.WITHDRAWN:
        return False
    return promise.state in {PromiseState.KEPT, PromiseState.BROKEN} or promise.first_due_at < at


def was_kept(promise: Promise) -> bool:
    """In full, in the agreed form, and no later than first promised."""
    return (
        promise.state == PromiseState.KEPT
        and promise.kept_at is not None
        and promise.kept_at <= promise.first_due_at
        and promise.in_full is not False
        and promise.in_form is not False
        and promise.confirmation_failed_at is None
    )


def wilson(kept: int, counted: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), as (low, high) in 0..1; (0, 1) when nothing counts."""
    if counted == 0:
        return 0.0, 1.0
    share = kept / counted
    middle = share + z * z / (2 * counted)
    spread = z * sqrt(share * (1 - share) / counted + z * z / (4 * counted * counted))
    scale = 1 + z * z / counted
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
