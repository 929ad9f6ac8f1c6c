"""All customers: the newest first, or those a search finds."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import NEW, by_identity, by_ids, newest_customers, open_duplicates
from kohtaamo.encounters.findable import WHO, scopes_of
from kohtaamo.platform.search.find import find
from kohtaamo.staff.models import Member
from kohtaamo.web.cursor import cursor, read_cursor
from kohtaamo.web.gate import DeskRequest, desk


@desk()
def customers(request: DeskRequest) -> HttpResponse:
    """Customers by name, address or number; without a question the newest, leaf by leaf."""
    sought = request.GET.get("q", "").strip()[:200]
    context = {"room": "customers", "sought": sought, "has_duplicates": bool(open_duplicates(request.user, most=1))}
    if sought:
        return render(request, "desk/customers/list.html", context | {"customers": search(request.user, sought)})
    place = read_cursor(request.GET.get("after", ""))
    found = newest_customers(request.user, before=(place[0], place[2]) if place else None, most=NEW + 1)
    after = cursor(found[NEW - 1].created_at, found[NEW - 1].pk) if len(found) > NEW else ""
    context |= {"customers": found[:NEW], "after": after, "is_first": place is None}
    return render(request, "desk/customers/list.html", context)


def search(viewer: Member, sought: str) -> list[Customer]:
    """Whoever has exactly this address or number first, then those whose words match."""
    exact = by_identity(viewer, sought)
    hits = find(sought, scopes=scopes_of(viewer), kinds=["customer"], shelf=WHO, limit=NEW)
    known = {customer.pk for customer in exact}
    return exact + [each for each in by_ids(viewer, [hit.object_id for hit in hits]) if each.pk not in known]
