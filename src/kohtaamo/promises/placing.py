"""Whom a report of lateness concerns: the case that names the order, or the customer's only open one."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.search.find import find
from kohtaamo.promises.models import Lateness
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

LOOKED_THROUGH = 50  # hits of a search


def case_of(order: str, customer: str) -> Case | None:
    """The case of this order, or the known customer's only open case; None when it is not certain.

    An order number in the words of cases of several customers is not certain, and neither is one in another's case
    than the named customer's.
    """
    known = customer_of(customer)
    named = _naming(order)
    if known is not None:
        named = [case for case in named if case.customer_id == known]
    if len({case.customer_id for case in named}) > 1:
        return None
    if named:
        return max(named, key=lambda case: (case.state != CaseState.SETTLED, case.changed_at))
    return None if known is None else _only_open(known)


def customer_of(text: str) -> int | None:
    """The customer with this address or number, as they live on after joinings; None when nobody has it."""
    kind = IdentityKind.EMAIL if "@" in text else IdentityKind.PHONE
    try:
        value = normal_form(kind, text)
    except Invalid:
        return None
    found = Customer.objects.filter(pk__in=Identity.objects.filter(kind=kind, value=value).values("customer")).first()
    while found is not None and found.merged_into_id:
        found = Customer.objects.get(pk=found.merged_into_id)
    return found.pk if found else None


def _only_open(customer: int) -> Case | None:
    found = list(Case.objects.filter(customer_id=customer).exclude(state=CaseState.SETTLED)[:2])
    return found[0] if len(found) == 1 else None


def _naming(order: str) -> list[Case]:
    """The cases whose subject or messages hold the order number as a word of its own."""
    hits = find(f'"{order}"', scopes=None, kinds=("case", "message"), limit=LOOKED_THROUGH)
    as_word = re.compile(rf"(?<!\w){re.escape(order)}(?!\w)", re.IGNORECASE)
    said = Message.objects.filter(pk__in=[hit.object_id for hit in hits if hit.kind == "message"])
    naming = {message.case_id for message in said if as_word.search(f"{message.subject} {message.text}")}
    cases = Case.objects.filter(Q(pk__in=naming) | Q(pk__in=[hit.object_id for hit in hits if hit.kind == "case"]))
    return [case for case in cases if case.pk in naming or as_word.search(case.subject)]


def unplaced(viewer: Member) -> QuerySet[Lateness]:
    """The reports nobody knows yet whom they concern, for those who mend what failed; the newest first."""
    if not viewer.may(Right.OPERATE):
        return Lateness.objects.none()
    return waiting_reports().order_by("-arrived_at")


def waiting_reports() -> QuerySet[Lateness]:
    """The reports without a case that nobody has left be."""
    return Lateness.objects.filter(case__isnull=True, left_at__isnull=True).select_related("hook")


def lateness_for(viewer: Member, lateness_id: int) -> Lateness:
    """One report that waits for its case. Raises ``NotFound``."""
    found = unplaced(viewer).filter(pk=lateness_id).first()
    if found is None:
        raise NotFound
    return found


def likely_cases(viewer: Member, lateness: Lateness, *, most: int = 8) -> list[Case]:
    """Cases it may concern: those that name the order and those of the named customer, open ones first."""
    known = customer_of(lateness.customer)
    named = [case.pk for case in _naming(lateness.order)]
    found = visible_cases(viewer).filter(Q(pk__in=named) | Q(customer_id=known or 0)).select_related("customer")
    return sorted(found.order_by("-changed_at")[: most * 2], key=lambda case: case.is_settled)[:most]
