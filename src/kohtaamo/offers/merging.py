"""Moving offers and contracts when two customers become one, and back."""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.offers.models import Contract, Offer


def move(event: CustomersMerged) -> None:
    """What one was offered and has agreed is the other's."""
    for name, model in (("offers", Offer), ("contracts", Contract)):
        rows = model.objects.filter(customer_id=event.loser)
        event.moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(customer_id=event.winner)


def move_back(event: MergeUndone) -> None:
    """What moved goes back; offers made since in a case that goes back go with the case, and what they agreed."""
    of_cases = Q(case_id__in=event.moved.get("cases", []))
    offers = Offer.objects.filter(Q(pk__in=event.moved.get("offers", [])) | of_cases, customer_id=event.winner)
    keys = list(offers.values_list("pk", flat=True))
    made = Q(pk__in=event.moved.get("contracts", [])) | Q(number__in=[f"T-{key}" for key in keys])
    Contract.objects.filter(made, customer_id=event.winner).update(customer_id=event.loser)
    Offer.objects.filter(pk__in=keys).update(customer_id=event.loser)
