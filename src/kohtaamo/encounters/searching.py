"""Finding customers by what a person types: an address, a number, a name."""

from __future__ import annotations

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import NEW, by_identity, by_ids
from kohtaamo.encounters.findable import WHO, scopes_of
from kohtaamo.platform.search.find import find
from kohtaamo.staff.models import Member


def find_customers(viewer: Member, sought: str, *, most: int = NEW) -> list[Customer]:
    """Whoever has exactly this address or number first, then those whose words match."""
    exact = by_identity(viewer, sought)
    hits = find(sought, scopes=scopes_of(viewer), kinds=["customer"], shelf=WHO, limit=most)
    known = {customer.pk for customer in exact}
    return exact + [each for each in by_ids(viewer, [hit.object_id for hit in hits]) if each.pk not in known]
