"""Knowing who it is: the customer of an address, or a new one."""

from __future__ import annotations

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form, shown_form
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work


def recognise(*, kind: str, value: str, name: str = "", language: str = "") -> Customer:
    """The customer this identity belongs to; made when nobody has it yet. Raises ``Invalid`` for a broken value.

    A customer without a name takes the one given, an existing name is never changed by what a mail claims.
    """
    normal = normal_form(kind, value)
    with unit_of_work():
        identity = Identity.objects.select_related("customer").filter(kind=kind, value=normal).first()
        if identity is None:
            return _meet(kind, normal, value, name, language)
        customer = identity.customer
        if name and not customer.name:
            customer.name = _clean(name)
            customer.save(update_fields=["name"])
        return customer


def _meet(kind: str, normal: str, value: str, name: str, language: str) -> Customer:
    at = now()
    customer = Customer.objects.create(name=_clean(name) or _from_address(kind, value), language=language, created_at=at)
    Identity.objects.create(
        customer=customer, kind=kind, value=normal, shown=shown_form(kind, value), added_at=at
    )
    record("customer.met", actor=None, customer=customer.pk)
    return customer


def _clean(name: str) -> str:
    return " ".join(name.split())[:200]


def _from_address(kind: str, value: str) -> str:
    return value.strip()[:200] if kind == IdentityKind.EMAIL else shown_form(kind, value)
