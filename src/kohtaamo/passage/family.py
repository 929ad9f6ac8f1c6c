"""Customers that are one: those joined live on as another, and a hold on any of them keeps what all of them said."""

from __future__ import annotations

from collections.abc import Iterable

from kohtaamo.customers.models import Customer
from kohtaamo.passage.models import Hold


def merged_into(customers: Iterable[int]) -> set[int]:
    """These and all who live on as them."""
    found = fresh = set(customers)
    while fresh:
        fresh = set(Customer.objects.filter(merged_into_id__in=fresh).values_list("pk", flat=True)) - found
        found = found | fresh
    return found


def family(customers: Iterable[int]) -> set[int]:
    """All who are one with any of these: whom they live on as, and whoever else lives on as those."""
    found = fresh = set(customers)
    while fresh:
        above = Customer.objects.filter(pk__in=fresh, merged_into__isnull=False)
        fresh = set(above.values_list("merged_into_id", flat=True)) - found
        found = found | fresh
    return merged_into(found)


def held_customers() -> set[int]:
    """Everybody of whom nothing may be taken away now."""
    return family(Hold.objects.filter(ended_at__isnull=True).values_list("customer_id", flat=True))
