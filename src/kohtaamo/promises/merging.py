"""Moving promises when two customers become one, and back."""

from __future__ import annotations

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.promises.models import Promise


def move(event: CustomersMerged) -> None:
    ids = list(Promise.objects.filter(customer_id=event.loser).values_list("pk", flat=True))
    Promise.objects.filter(pk__in=ids).update(customer_id=event.winner)
    event.moved["promises"] = ids


def move_back(event: MergeUndone) -> None:
    Promise.objects.filter(pk__in=event.moved.get("promises", [])).update(customer_id=event.loser)
