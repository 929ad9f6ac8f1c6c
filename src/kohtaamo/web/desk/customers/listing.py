"""All customers: the newest first, or those a search finds."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kohtaamo.customers.queries import NEW, newest_customers, open_duplicates
from kohtaamo.platform.cursor import cursor, read_cursor
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.searching import find_customers


@desk()
def customers(request: DeskRequest) -> HttpResponse:
    """Customers by name, address or number; without a question the newest, leaf by leaf."""
    sought = request.GET.get("q", "").strip()[:200]
    context = {"room": "customers", "sought": sought, "has_duplicates": bool(open_duplicates(request.user, most=1))}
    if sought:
        return render(
            request, "desk/customers/list.html", context | {"customers": find_customers(request.user, sought)}
        )
    place = read_cursor(request.GET.get("after", ""))
    found = newest_customers(request.user, before=(place[0], place[2]) if place else None, most=NEW + 1)
    after = cursor(found[NEW - 1].created_at, found[NEW - 1].pk) if len(found) > NEW else ""
    context |= {"customers": found[:NEW], "after": after, "is_first": place is None}
    return render(request, "desk/customers/list.html", context)
