"""Moving cases and encounters when two customers become one, and back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

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
    """What moved and is still the winner's goes back; what came to the winner since stays.

    What came since to a case that goes back goes with the case: its encounters, and the pages its links open.
    """
    cases = Case.objects.filter(pk__in=event.moved.get("cases", []), customer_id=event.winner)
    back = list(cases.values_list("pk", flat=True))
    cases.update(customer_id=event.loser)
    for name, model in (("encounters", Encounter), ("own_pages", OwnPage)):
        moved = Q(pk__in=event.moved.get(name, [])) | Q(case_id__in=back)
        model.objects.filter(moved, customer_id=event.winner).update(customer_id=event.loser)
    for_them = Case.objects.filter(pk__in=event.moved.get("cases_for_them", []), for_customer_id=event.winner)
    for_them.update(for_customer_id=event.loser)
