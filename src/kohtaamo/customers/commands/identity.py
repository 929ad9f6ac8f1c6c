"""The addresses and numbers of a customer: added, removed, verified. What belongs to another is never taken."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.errors import IdentityTaken
from kohtaamo.customers.holding import hold
from kohtaamo.customers.identities import normal_form, shown_form
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def add_identity(*, actor: Member, customer: Customer, kind: str, text: str) -> Identity:
    """Add an address or number; one they already have is returned. Raises ``Invalid`` and ``IdentityTaken``."""
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        customer = hold(customer)
        identity, is_new = put(customer, kind, text)
        if is_new:
            record("customer.identity_added", actor=actor, customer=customer.pk, identity=identity.pk)
        return identity


def put(customer: Customer, kind: str, text: str) -> tuple[Identity, bool]:
    """The identity in the customer's name, and whether it is new; for commands that already hold the customer."""
    if kind not in IdentityKind.values:
        raise Invalid
    value = normal_form(kind, text)
    try:
        with transaction.atomic():
            identity, is_new = Identity.objects.get_or_create(
                kind=kind, value=value,
                defaults={"customer": customer, "shown": shown_form(kind, text), "added_at": now()},
            )  # fmt: skip
    except IntegrityError:
        identity, is_new = Identity.objects.get(kind=kind, value=value), False
    if identity.customer_id != customer.pk:
        raise IdentityTaken(identity.customer_id)
    return identity, is_new


def remove_identity(*, actor: Member, customer: Customer, identity_id: int) -> None:
    """Remove an address or number that is not theirs any more. Raises ``NotFound``."""
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        identity = _held(customer, identity_id)
        record("customer.identity_removed", actor=actor, customer=customer.pk, identity=identity.pk, of=identity.kind)
        identity.delete()


def verify_identity(*, actor: Member, customer: Customer, identity_id: int, is_verified: bool) -> Identity:
    """Note that a person made sure the address is theirs, or that it is not sure after all. Raises ``NotFound``.

    Making sure also clears the mark of a failed sending: the address works again.
    """
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        identity = _held(customer, identity_id)
        if is_verified:
            identity.verified_at, identity.verified_by, identity.failed_at = now(), actor, None
        else:
            identity.verified_at, identity.verified_by = None, None
        identity.save(update_fields=["verified_at", "verified_by", "failed_at"])
        kind = "customer.identity_verified" if is_verified else "customer.identity_unverified"
        record(kind, actor=actor, customer=customer.pk, identity=identity.pk)
        return identity


def _held(customer: Customer, identity_id: int) -> Identity:
    hold(customer)
    identity = Identity.objects.select_for_update().filter(pk=identity_id, customer=customer).first()
    if identity is None:
        raise NotFound
    return identity
