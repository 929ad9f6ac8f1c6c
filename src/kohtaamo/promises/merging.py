"""Moving promises and recoveries when two customers become one, and back."""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.promises.models import Promise, Recovery


def move(event: CustomersMerged) -> None:
    promises = Promise.objects.filter(customer_id=event.loser)
    event.moved["promises"] = list(promises.values_list("pk", flat=True))
    promises.update(customer_id=event.winner)
    recoveries = Recovery.objects.filter(customer_id=event.loser)
    event.moved["recoveries"] = list(recoveries.values_list("pk", flat=True))
    recoveries.update(customer_id=event.winner)


def move_back(event: MergeUndone) -> None:
    """What moved goes back, and what was promised since in a case that goes back goes with the case."""
    of_cases = Q(case_id__in=event.moved.get("cases", []))
    promises = Promise.objects.filter(Q(pk__in=event.moved.get("promises", [])) | of_cases, customer_id=event.winner)
    promises.update(customer_id=event.loser)
    recoveries = Recovery.objects.filter(Q(pk__in=event.moved.get("recoveries", [])) | of_cases)
    recoveries.filter(customer_id=event.winner).update(customer_id=event.loser)
