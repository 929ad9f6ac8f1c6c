"""The whole search index anew, for when the check found something missing. Safe while others work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.findable import findable_cases, findable_customers, findable_messages
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.search.index import Findable, index

AT_ONCE = 500


def index_everything(told: Callable[[int, int], object]) -> int:
    """Index every case, message and customer; returns how many."""
    work: list[tuple[QuerySet[Any], Callable[[Iterable[Any]], Iterable[Findable]]]] = [
        (Customer.objects.prefetch_related("identities"), findable_customers),
        (Case.objects.select_related("customer"), findable_cases),
        (Message.objects.select_related("case"), findable_messages),
    ]
    of, done = sum(rows.count() for rows, _findable in work), 0
    for rows, findable in work:
        last = 0
        while part := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = part[-1].pk
            done += index(findable(part))
            told(done, of)
    return done
