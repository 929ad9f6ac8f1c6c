"""The journal's reader that looks for customers who may be one."""

from __future__ import annotations

from collections.abc import Sequence

from kohtaamo.customers.commands.duplicate import suggest
from kohtaamo.customers.models import Customer
from kohtaamo.platform.journal.models import Entry

KINDS = frozenset({"customer.met", "customer.changed", "customer.identity_added"})


def read(entries: Sequence[Entry]) -> None:
    """Look at the customers who were met or came to be known better. Seeing an entry twice suggests nothing twice."""
    met = {entry.customer_id for entry in entries if entry.kind in KINDS and entry.customer_id}
    if met:
        living = Customer.objects.filter(pk__in=met, merged_into__isnull=True)
        suggest(living.prefetch_related("identities"))
