"""Moving decisions when two customers become one, and back."""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.mandates.models import Decision


def move(event: CustomersMerged) -> None:
    """What was decided for one counts for the other."""
    ids = list(Decision.objects.filter(customer_id=event.loser).values_list("pk", flat=True))
    Decision.objects.filter(pk__in=ids).update(customer_id=event.winner)
    event.moved["decisions"] = ids


def move_back(event: MergeUndone) -> None:
    """What moved goes back, and what was decided since in a case that goes back goes with the case."""
    with_winner = Decision.objects.filter(customer_id=event.winner)
    moved = Q(pk__in=event.moved.get("decisions", [])) | Q(case_id__in=event.moved.get("cases", []))
    with_winner.filter(moved).update(customer_id=event.loser)
