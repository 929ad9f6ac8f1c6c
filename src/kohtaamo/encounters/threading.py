"""Which case a message belongs to. Always checked against who writes: a stranger never lands in another's case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.models import Case, Message, Participant
from kohtaamo.platform.prepared import prepared


def find_case(arrival: Arrival, sender: Customer) -> tuple[Case | None, Case | None]:
    """The case the message continues, and the one it only points at without having the right to.

    Looked for by our own key in the address written to, then by the ids in References, newest first, then by what the
    text quotes.
    """
    if arrival.case is not None:
        return living(arrival.case), None
    pointed: Case | None = None
    for case in map(living, _candidates(arrival)):
        if may_continue(case, sender, arrival.identity):
            return case, None
        pointed = pointed or case
    return None, pointed


def living(case: Case) -> Case:
    """The case itself, or the one it lives on in since it was joined."""
    while case.merged_into_id is not None:
        (case,) = _cases([case.merged_into_id])
    return case


def may_continue(case: Case, sender: Customer, address: str) -> bool:
    """Whether this sender has a part in the case: its customer, the one it concerns, or someone copied in."""
    if sender.pk in {case.customer_id, case.for_customer_id}:
        return True
    return bool(_part_in(case.pk, address.strip().lower()))


def _candidates(arrival: Arrival) -> Iterator[Case]:
    yield from _by_heads(arrival)
    if arrival.quoted_key:
        yield from _with_key(arrival.quoted_key)


def _by_heads(arrival: Arrival) -> Iterator[Case]:
    keyed = _with_key(arrival.key) if arrival.key else []
    wanted = [reference for reference in (arrival.header_id, *arrival.references) if reference]
    if not wanted:
        yield from keyed
        return
    found = dict(_said_as(wanted))
    cases = {case.pk: case for case in _cases(sorted(set(found.values())))} if found else {}
    answered = [reference for reference in [arrival.header_id, *reversed(arrival.references)] if reference in found]
    # A message of ours carries the key it left with: one that stands in another case now was split off, and leads there.
    yield from [cases[found[one]] for one in answered if arrival.key and one.startswith(f"{arrival.key}.")][:1]
    yield from keyed
    yield from [cases[found[one]] for one in answered]


@prepared
def _part_in(case: int, address: str) -> QuerySet[Participant, int]:
    return Participant.objects.filter(case_id=case, address=address).values_list("pk", flat=True)


@prepared
def _with_key(key: str) -> QuerySet[Case]:
    return Case.objects.filter(key=key)


@prepared
def _said_as(header_ids: Sequence[str]) -> QuerySet[Message, tuple[str, int]]:
    said = Message.objects.filter(~Q(header_id=""), header_id__in=header_ids)
    return said.order_by("id").values_list("header_id", "case_id")


@prepared
def _cases(ids: Sequence[int]) -> QuerySet[Case]:
    return Case.objects.filter(pk__in=ids)
