"""Erasing a customer: their words, files, addresses and names go; counts, times and kept promises stay."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case, Message
from kohtaamo.offers.models import Contract
from kohtaamo.passage.erasing.belongings import belongings
from kohtaamo.passage.erasing.clearing import clear
from kohtaamo.passage.errors import AlreadyErased, OnHold, ReasonMissing, StillHeld
from kohtaamo.passage.family import family, merged_into
from kohtaamo.passage.models import Hold
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True)
class Extent:
    """What there is of a customer, and what of it is still open."""

    cases: int
    messages: int
    open_cases: int
    open_promises: int
    contracts: int  # in force

    @property
    def is_held(self) -> bool:
        return bool(self.open_cases or self.open_promises or self.contracts)


def extent_of(viewer: Member, customer: Customer) -> Extent:
    """How much is kept about a customer. Raises ``NotAllowed`` without the right."""
    require(viewer, Right.ERASE)
    everyone = merged_into([customer.pk])
    cases = Case.objects.filter(customer_id__in=everyone)
    return Extent(
        cases=cases.count(), messages=Message.objects.filter(case__customer_id__in=everyone).count(),
        open_cases=cases.exclude(state=CaseState.SETTLED).count(),
        open_promises=Promise.objects.filter(customer_id__in=everyone, state=PromiseState.OPEN).count(),
        contracts=Contract.objects.filter(Q(ends_on=None) | Q(ends_on__gte=now().date()), customer_id__in=everyone).count(),
    )  # fmt: skip


def erase(*, actor: Member, customer: Customer, reason: str, all_the_same: bool = False) -> None:
    """Erase a customer and those who live on as them. ``all_the_same`` erases though something is still open.

    A hold on anyone who is one with them stands in the way, whichever of them it was laid on.
    Raises ``ReasonMissing``, ``StillHeld``, ``OnHold``, ``AlreadyErased``, ``NotAllowed``.
    """
    require(actor, Right.ERASE)
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing
    with unit_of_work():
        everyone = family([customer.pk])
        held = {each.pk: each for each in Customer.objects.select_for_update().filter(pk__in=everyone).order_by("pk")}
        if customer.pk not in held:
            raise NotFound
        if held[customer.pk].erased_at is not None:
            raise AlreadyErased
        if Hold.objects.filter(customer__in=everyone, ended_at__isnull=True).exists():
            raise OnHold
        extent = extent_of(actor, customer)
        if extent.is_held and not all_the_same:
            raise StillHeld
        _empty(customer)
        record(
            "customer.erased", actor=actor, customer=customer.pk, reason=reason[:300], all_the_same=all_the_same,
            cases=extent.cases, messages=extent.messages,
        )  # fmt: skip


def erase_quietly(customer: Customer, *, rule: int) -> None:
    """Erase one whom a rule of retention takes. Called inside a unit of work, with the customer held and looked at."""
    _empty(customer)
    record("customer.erased", actor=None, customer=customer.pk, rule=rule)


def _empty(customer: Customer) -> None:
    everyone = merged_into([customer.pk])
    _settle(everyone)
    clear(belongings(customers=everyone))
    Customer.objects.filter(pk__in=everyone).update(erased_at=now(), organisation=None)
    Case.objects.filter(for_customer_id__in=everyone).update(for_customer=None)


def _settle(customers: set[int]) -> None:
    """Nothing of theirs waits any longer: there is nobody to answer."""
    at = now()
    Case.objects.filter(customer_id__in=customers).exclude(state=CaseState.SETTLED).update(
        state=CaseState.SETTLED, waiting_since=None, settled_at=at, changed_at=at
    )
    Promise.objects.filter(customer_id__in=customers, state=PromiseState.OPEN).update(
        state=PromiseState.WITHDRAWN, state_at=at
    )
