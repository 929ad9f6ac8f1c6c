"""Holding a customer still while a command changes them."""

from __future__ import annotations

from kohtaamo.customers.errors import AlreadyMerged
from kohtaamo.customers.models import Customer


def hold(customer: Customer) -> Customer:
    """The customer, read anew and locked to the end of the unit. Raises ``AlreadyMerged``."""
    held = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    if held.merged_into_id:
        raise AlreadyMerged
    return held
