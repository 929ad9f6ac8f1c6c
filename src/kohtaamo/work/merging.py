"""Moving values of customers' fields when two customers become one, and back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.work.models import FieldValue


def move(event: CustomersMerged) -> None:
    """What the winner has not filled in is taken from the loser; what both have stays with each."""
    theirs = FieldValue.objects.filter(customer_id=event.winner, field=OuterRef("field"))
    rows = FieldValue.objects.filter(customer_id=event.loser).exclude(Exists(theirs))
    event.moved["field_values"] = list(rows.values_list("pk", flat=True))
    FieldValue.objects.filter(pk__in=event.moved["field_values"]).update(customer_id=event.winner)


def move_back(event: MergeUndone) -> None:
    """What moved and has not been written anew since goes back."""
    rows = FieldValue.objects.filter(pk__in=event.moved.get("field_values", []), customer_id=event.winner)
    rows.update(customer_id=event.loser)
