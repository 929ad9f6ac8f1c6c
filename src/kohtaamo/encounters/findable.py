"""What of encounters can be found by searching, and by whom: the journal's reader that keeps the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.search.index import Findable, index
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

EVERYONE = "everyone"
WHO = "who"  # the shelf of customers' names, addresses and numbers


def scopes_of(viewer: Member) -> list[str] | None:
    """The scope tokens this person may search in; None for everything."""
    if viewer.may(Right.SEE_ALL):
        return None
    return [EVERYONE, f"owner{viewer.pk}", *(f"team{team}" for team in sorted(viewer.team_ids))]


def scope(case: Case) -> tuple[str, ...]:
    """Who may find what is in this case."""
    owner = (f"owner{case.owner_id}",) if case.owner_id else ()
    return (f"team{case.team_id}", *owner)


_OWNED = {"case.taken", "case.let_go"}


def read(entries: Sequence[Entry]) -> None:
    """Index what the entries touched; a whole case anew when it came to others."""
    moved = {e.case_id for e in entries if (e.kind in _OWNED or "from_team" in e.data) and e.case_id}
    cases = {e.case_id for e in entries if e.kind.startswith("case.") and e.case_id} | moved
    messages = {e.data["message"] for e in entries if "message" in e.data}
    customers = {e.customer_id for e in entries if e.kind.startswith("customer.") and e.customer_id}
    customers |= {e.data["loser"] for e in entries if "loser" in e.data}
    index(findable_cases(Case.objects.filter(pk__in=cases).select_related("customer")))
    index(findable_messages(Message.objects.filter(Q(pk__in=messages) | Q(case_id__in=moved)).select_related("case")))
    index(findable_customers(Customer.objects.filter(pk__in=customers).prefetch_related("identities")))


def findable_cases(cases: Iterable[Case]) -> Iterable[Findable]:
    """Cases as they are found."""
    for case in cases:
        text = f"{case.number} {case.pk} {case.subject} {case.for_whom} {case.customer.name}"
        yield Findable("case", case.pk, case.pk, case.opened_at, text, scope(case))


def findable_messages(messages: Iterable[Message]) -> Iterable[Findable]:
    """Messages as they are found, each with its case."""
    for message in messages:
        text = f"{message.subject} {message.sender_name} {message.sender_address} {message.text}"
        yield Findable("message", message.pk, message.case_id, message.at, text, scope(message.case))


def findable_customers(customers: Iterable[Customer]) -> Iterable[Findable]:
    """Customers as they are found, with their addresses and numbers."""
    for customer in customers:
        known = " ".join(f"{identity.shown} {identity.value}" for identity in customer.identities.all())
        text = f"{customer.name} {known}"
        yield Findable("customer", customer.pk, customer.pk, customer.created_at, text, (EVERYONE,), shelf=WHO)
