"""Moving promises when two customers become one, and back."""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.promises.models import Promise


def move(event: CustomersMerged) -> None:
    ids = list(Promise.objects.filter(customer_id=event.loser).values_list("pk", flat=True))
    Promise.objects.filter(pk__in=ids).update(customer_id=event.winner)
    event.moved["promises"] = ids


def move_back(event: MergeUndone) -> None:
    """What moved goes back, and what was promised since in a case that goes back goes with the case."""
    with_winner = Promise.objects.filter(customer_id=event.winner)
    moved = Q(pk__in=event.moved.get("promises", [])) | Q(case_id__in=event.moved.get("cases", []))
    with_winner.filter(moved).update(customer_id=event.loser)
