"""Moving cases and encounters when two customers become one, and back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.encounters.models import Case, Encounter, OwnPage


def move(event: CustomersMerged) -> None:
    """Everything of the loser becomes the winner's; the ids are noted for the way back."""
    for name, rows in _rows(event.loser).items():
        ids = list(rows.values_list("pk", flat=True))
        field = "for_customer_id" if name == "cases_for_them" else "customer_id"
        rows.model.objects.filter(pk__in=ids).update(**{field: event.winner})
        event.moved[name] = ids


def _rows(customer: int) -> dict[str, QuerySet[Any]]:
    return {
        "cases": Case.objects.filter(customer_id=customer),
        "cases_for_them": Case.objects.filter(for_customer_id=customer),
        "encounters": Encounter.objects.filter(customer_id=customer),
        "own_pages": OwnPage.objects.filter(customer_id=customer),
    }


def move_back(event: MergeUndone) -> None:
    """What was moved goes back; what came to the winner since stays."""
    for name, model in (("cases", Case), ("encounters", Encounter), ("own_pages", OwnPage)):
        model.objects.filter(pk__in=event.moved.get(name, [])).update(customer_id=event.loser)
    Case.objects.filter(pk__in=event.moved.get("cases_for_them", [])).update(for_customer_id=event.loser)
