"""Finding customers and cases by what a person types: a number, an address, words in what was said."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.db.models import Q

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import NEW, by_identity, by_ids
from kohtaamo.encounters.findable import WHO, scopes_of
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.search.find import find
from kohtaamo.platform.search.hits import Hit
from kohtaamo.staff.models import Member
from kohtaamo.work.findable import OF_CASE, OF_CUSTOMER
from kohtaamo.work.together import lives_on
from kohtaamo.work.waiting import SHOWN_WITH

_NUMBER = re.compile(r"\s*(?:k\s*-?|#)?\s*(\d{1,15})\s*", re.IGNORECASE)
MOST_CASES = 25


def find_customers(viewer: Member, sought: str, *, most: int = NEW) -> list[Customer]:
    """Whoever has exactly this address or number first, then those whose words match."""
    exact = by_identity(viewer, sought)
    hits = find(sought, scopes=scopes_of(viewer), kinds=["customer", OF_CUSTOMER], shelf=WHO, limit=most)
    known = {customer.pk for customer in exact}
    found = by_ids(viewer, list(dict.fromkeys(hit.group_id for hit in hits)))
    return exact + [each for each in found if each.pk not in known]


def numbered(viewer: Member, text: str) -> Case | None:
    """The case of this number, or the one it was joined to; None when the text is no number the viewer sees."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    living = lives_on(viewer, int(found[1]))
    wanted = living.pk if living is not None else int(found[1])
    return visible_cases(viewer).select_related(*SHOWN_WITH).filter(pk=wanted, merged_into=None).first()


def find_cases(viewer: Member, text: str, customers: Collection[int] = ()) -> list[tuple[Case, Message | None]]:
    """Cases with the newest message that has the words, the latest changed first, and the newest of these customers."""
    hits = find(text, scopes=scopes_of(viewer), kinds=["case", "message", OF_CASE], limit=4 * MOST_CASES, begun=True)
    best = _best(hits)
    cases = visible_cases(viewer).select_related(*SHOWN_WITH)
    wanted = Q(pk__in=list(best))
    if customers:  # asked by an address or number: the newest cases of whom it belongs to
        wanted |= Q(pk__in=cases.filter(customer__in=customers).order_by("-opened_at").values("pk")[:MOST_CASES])
    found = list(cases.filter(wanted, merged_into=None).order_by("-changed_at", "-id")[:MOST_CASES])
    ids = [hit.object_id for hit in best.values() if hit.kind == "message"]
    messages = {m.case_id: m for m in Message.objects.filter(pk__in=ids, case__in=[case.pk for case in found])}
    return [(case, messages.get(case.pk)) for case in found]


def _best(hits: list[Hit]) -> dict[int, Hit]:
    """For each case its newest message that was found, else the case itself; as many as are shown."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.group_id in best and best[hit.group_id].kind == "case":
            best[hit.group_id] = hit
        elif len(best) < MOST_CASES:
            best.setdefault(hit.group_id, hit)
    return best
