"""Writing down who a customer is: met by hand, details changed, kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kohtaamo.customers.choices import Kind, Way
from kohtaamo.customers.commands.identity import put
from kohtaamo.customers.errors import HasPeople, NotAnOrganisation
from kohtaamo.customers.holding import hold
from kohtaamo.customers.models import Customer
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is known of a customer. ``organisation`` is where a person belongs; an organisation has none.

    ``new_organisation`` names one that is to be made in the same act.
    """

    name: str
    kind: str = Kind.PERSON
    language: str = ""
    organisation: Customer | None = None
    new_organisation: str = ""
    way: str = Way.ANY
    wishes: str = ""

    def fields(self) -> dict[str, object]:
        """The values as the model's fields, trimmed. Raises ``Invalid`` without a name."""
        name = " ".join(self.name.split())[:200]
        if not name or self.kind not in Kind.values or self.way not in Way.values:
            raise Invalid(_("Write a name first."))
        belongs = self.organisation.pk if self.organisation and self.kind == Kind.PERSON else None
        return {
            "name": name, "kind": self.kind, "language": self.language, "organisation_id": belongs,
            "way": self.way, "wishes": self.wishes.strip(),
        }  # fmt: skip


def meet(*, actor: Member, details: Details, identities: Sequence[tuple[str, str]] = ()) -> Customer:
    """A new customer with (kind, text) identities. Raises ``Invalid`` and ``IdentityTaken``; then nobody is made."""
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        details = _with_organisation(actor, details)
        fields = details.fields()
        _check_organisation(details, None)
        customer = Customer.objects.create(created_at=now(), **fields)
        for kind, text in identities:
            put(customer, kind, text)
        record("customer.met", actor=actor, customer=customer.pk)
        return customer


def edit(*, actor: Member, customer: Customer, details: Details) -> Customer:
    """Change a customer's details. Raises ``Invalid``, ``NotAnOrganisation``, ``HasPeople`` and ``AlreadyMerged``."""
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        customer = hold(customer)
        details = _with_organisation(actor, details)
        fields = details.fields()
        _check_organisation(details, customer)
        changed = [name for name, value in fields.items() if getattr(customer, name) != value]
        if not changed:
            return customer
        for name in changed:
            setattr(customer, name, fields[name])
        customer.save(update_fields=changed)
        record("customer.changed", actor=actor, customer=customer.pk, changed=changed)
        return customer


def _with_organisation(actor: Member, details: Details) -> Details:
    if not details.new_organisation or details.kind == Kind.ORGANISATION:
        return details
    made = meet(actor=actor, details=Details(name=details.new_organisation, kind=Kind.ORGANISATION))
    return replace(details, organisation=made, new_organisation="")


def _check_organisation(details: Details, customer: Customer | None) -> None:
    if customer and details.kind == Kind.PERSON and customer.kind == Kind.ORGANISATION and customer.people.exists():
        raise HasPeople
    if details.organisation is None or details.kind != Kind.PERSON:
        return
    itself = customer is not None and details.organisation.pk == customer.pk
    if itself or details.organisation.kind != Kind.ORGANISATION or details.organisation.merged_into_id:
        raise NotAnOrganisation


def block(*, actor: Member, customer: Customer, is_blocked: bool) -> Customer:
    """Keep a customer's mails apart as unwanted, or let them in again. Doing it twice changes nothing."""
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        customer = hold(customer)
        if customer.is_blocked != is_blocked:
            customer.is_blocked = is_blocked
            customer.save(update_fields=["is_blocked"])
            record("customer.blocked" if is_blocked else "customer.unblocked", actor=actor, customer=customer.pk)
        return customer
