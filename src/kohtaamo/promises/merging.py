"""Moving promises, recoveries and hand-overs when two customers become one, and back."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.promises.models import Handover, Promise, Recovery

_MOVED: dict[str, type[Model]] = {"promises": Promise, "recoveries": Recovery, "handovers": Handover}


def move(event: CustomersMerged) -> None:
    for name, model in _MOVED.items():
        rows: Any = model._default_manager.filter(customer_id=event.loser)
        event.moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(customer_id=event.winner)


def move_back(event: MergeUndone) -> None:
    """What moved goes back, and what was promised since in a case that goes back goes with the case."""
    of_cases = Q(case_id__in=event.moved.get("cases", []))
    for name, model in _MOVED.items():
        rows = model._default_manager.filter(Q(pk__in=event.moved.get(name, [])) | of_cases, customer_id=event.winner)
        rows.update(customer_id=event.loser)
