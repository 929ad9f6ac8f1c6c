"""Which case a message belongs to. Always checked against who writes: a stranger never lands in another's case."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.models import Case, Message, Participant


def find_case(arrival: Arrival, sender: Customer) -> tuple[Case | None, Case | None]:
    """The case the message continues, and the one it only points at without having the right to.

    Looked for by our own key in the address written to, then by the ids in References, newest first.
    """
    if arrival.case is not None:
        return arrival.case, None
    pointed: Case | None = None
    for case in _candidates(arrival):
        if may_continue(case, sender, arrival.identity):
            return case, None
        pointed = pointed or case
    return None, pointed


def may_continue(case: Case, sender: Customer, address: str) -> bool:
    """Whether this sender has a part in the case: its customer, the one it concerns, or someone copied in."""
    if sender.pk in {case.customer_id, case.for_customer_id}:
        return True
    return Participant.objects.filter(case=case, address=address.strip().lower()).exists()


def _candidates(arrival: Arrival) -> Iterator[Case]:
    if arrival.key and (case := Case.objects.filter(key=arrival.key).first()):
        yield case
    wanted = [reference for reference in (arrival.header_id, *arrival.references) if reference]
    if not wanted:
        return
    found = dict(
        Message.objects.filter(~Q(header_id=""), header_id__in=wanted)
        .order_by("id")
        .values_list("header_id", "case_id")
    )
    cases = Case.objects.in_bulk(set(found.values()))
    for reference in [arrival.header_id, *reversed(arrival.references)]:
        if reference in found:
            yield cases[found[reference]]
