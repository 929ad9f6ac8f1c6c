"""What the clock does: what was told a month ago is forgotten, for it may hold what customers may have erased."""

from __future__ import annotations

from datetime import timedelta

from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.models import Attempt, Dispatch
from kohtaamo.platform.time import now

KEPT = timedelta(days=30)
AT_ONCE = 1000


def forget_old() -> int:
    """Remove dispatches settled a month ago, a thousand at a time. What was given up stays until a person has seen it."""
    old = Dispatch.objects.filter(
        settled_at__lt=now() - KEPT, state__in=[DispatchState.DELIVERED, DispatchState.DISMISSED]
    )
    ids = list(old.order_by("settled_at").values_list("pk", flat=True)[:AT_ONCE])
    Attempt.objects.filter(dispatch__in=ids).delete()
    Dispatch.objects.filter(pk__in=ids).delete()
    return len(ids)
