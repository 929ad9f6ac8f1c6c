"""A legal hold: set with a reason, ended by a person."""

from __future__ import annotations

from kohtaamo.customers.models import Customer
from kohtaamo.passage.errors import AlreadyErased, ReasonMissing
from kohtaamo.passage.models import Hold
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def set_hold(*, actor: Member, customer: Customer, why: str) -> Hold:
    """Nothing of this customer is taken away from now on. Held already, it stays as it is.

    Raises ``ReasonMissing`` and ``AlreadyErased``.
    """
    require(actor, Right.ERASE)
    why = " ".join(why.replace("\0", " ").split())[:300]
    if not why:
        raise ReasonMissing
    with unit_of_work():
        held = Customer.objects.select_for_update().get(pk=customer.pk)
        if held.erased_at is not None:
            raise AlreadyErased
        former = Hold.objects.filter(customer=held, ended_at__isnull=True).first()
        if former is not None:
            return former
        hold = Hold.objects.create(customer=held, why=why, set_by=actor, set_at=now())
        record("customer.held", actor=actor, customer=held.pk, why=why)
        return hold


def end_hold(*, actor: Member, customer: Customer) -> None:
    """The rules count for this customer again."""
    require(actor, Right.ERASE)
    with unit_of_work():
        Customer.objects.select_for_update().get(pk=customer.pk)
        ended = Hold.objects.filter(customer=customer, ended_at__isnull=True).update(ended_at=now(), ended_by=actor)
        if ended:
            record("customer.released", actor=actor, customer=customer.pk)
