"""Knowing who it is: the customer of an address, or a new one."""

from __future__ import annotations

from django.db.models import QuerySet

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form, shown_form
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.rows import insert, insert_unless_there
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work


def recognise(*, kind: str, value: str, name: str = "", language: str = "") -> Customer:
    """The customer this identity belongs to; made when nobody has it yet. Raises ``Invalid`` for a broken value.

    A customer without a name takes the one given, an existing name is never changed by what a mail claims.
    """
    normal = normal_form(kind, value)
    with unit_of_work(tied=True):
        customer = _known(kind, normal)
        if customer is None:
            return _meet(kind, normal, value, name, language)
        if name and not customer.name:
            customer.name = _clean(name)
            customer.save(update_fields=["name"])
        return customer


def _known(kind: str, normal: str) -> Customer | None:
    """Held to the end of the unit, so that nothing new is put on a customer who is being joined to another."""
    customer = next(iter(_held(kind, normal)), None)
    while customer is not None and customer.merged_into_id:
        customer = Customer.objects.select_for_update(no_key=True).get(pk=customer.merged_into_id)
    return customer


@prepared
def _held(kind: str, normal: str) -> QuerySet[Customer]:
    held = Customer.objects.select_for_update(of=("self",), no_key=True)
    return held.filter(identities__kind=kind, identities__value=normal)


def _meet(kind: str, normal: str, value: str, name: str, language: str) -> Customer:
    at = now()
    name = _clean(name) or _from_address(kind, value)
    customer = insert(Customer(name=name, language=language, created_at=at))
    shown = shown_form(kind, value)
    identity = Identity(customer=customer, kind=kind, value=normal, shown=shown, added_at=at)
    if not insert_unless_there(identity) and (known := _known(kind, normal)):
        # Two first mails from one address at once: the other was quicker, and now it is known.
        customer.delete()
        return known
    record("customer.met", actor=None, customer=customer.pk)
    return customer


def _clean(name: str) -> str:
    return " ".join(name.split())[:200]


def _from_address(kind: str, value: str) -> str:
    return value.strip()[:200] if kind == IdentityKind.EMAIL else shown_form(kind, value)
