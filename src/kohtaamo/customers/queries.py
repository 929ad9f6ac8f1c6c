"""Reading customers. Every member of staff may see who a customer is; their matters are read elsewhere, by right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from kohtaamo.customers.choices import IdentityKind, Kind
from kohtaamo.customers.identities import normal_form
from kohtaamo.customers.models import Customer, Duplicate, Identity, Merge
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.models import Member

NEW = 50  # rows on a page


def living_customers(viewer: Member) -> QuerySet[Customer]:
    """Customers who do not live on as another, with where they belong and how they are reached."""
    if not viewer.is_active:
        return Customer.objects.none()
    living = Customer.objects.filter(merged_into__isnull=True)
    return living.select_related("organisation").prefetch_related("identities")


def customer_for(viewer: Member, customer_id: int) -> Customer:
    """The customer of this number, or the one they live on as. Raises ``NotFound``."""
    found, wanted = _living(viewer, customer_id), customer_id
    while not found:
        merged = Customer.objects.filter(pk=wanted).values_list("merged_into", flat=True).first()
        if merged is None or not viewer.is_active:
            raise NotFound
        found, wanted = _living(viewer, merged), merged
    return found[0]


@prepared
def _living(viewer: Member, customer: int) -> QuerySet[Customer]:
    found = living_customers(viewer).filter(pk=customer)
    return found.prefetch_related("contact_times", "identities__verified_by")


def newest_customers(viewer: Member, *, before: tuple[datetime, int] | None = None, most: int = NEW) -> list[Customer]:
    """Customers by when they were first met, newest first, from ``before`` (met at, id) on."""
    found = living_customers(viewer).order_by("-created_at", "-id")
    if before is not None:
        at, last = before
        found = found.filter(created_at__lte=at).filter(Q(created_at__lt=at) | Q(id__lt=last))
    return list(found[:most])


def by_identity(viewer: Member, text: str) -> list[Customer]:
    """The customers whose address or number is exactly this, in any way of writing it."""
    values = [(kind, value) for kind in IdentityKind.values if (value := _normal(kind, text))]
    if not values:
        return []
    one_of = Q(pk__in=[])
    for kind, value in values:
        one_of |= Q(kind=kind, value=value)
    return by_ids(viewer, list(Identity.objects.filter(one_of).values_list("customer_id", flat=True)))


def _normal(kind: str, text: str) -> str:
    try:
        return normal_form(kind, text)
    except Invalid:
        return ""


def by_ids(viewer: Member, ids: Sequence[int]) -> list[Customer]:
    """These customers in this order; one who was joined to another is shown as that other, once."""
    lives_as = {each: each for each in ids}
    while joined := _joined(set(lives_as.values())):
        lives_as = {each: joined.get(other, other) for each, other in lives_as.items()}
    wanted = dict.fromkeys(lives_as[each] for each in ids)
    living = {customer.pk: customer for customer in living_customers(viewer).filter(pk__in=list(wanted))}
    return [living[each] for each in wanted if each in living]


def _joined(ids: set[int]) -> dict[int, int]:
    found = Customer.objects.filter(pk__in=ids, merged_into__isnull=False) if ids else Customer.objects.none()
    return dict(found.values_list("pk", "merged_into_id"))


def organisations_named(viewer: Member, name: str, *, most: int = 8) -> list[Customer]:
    """Organisations whose name is this, as written or with its first letters in capitals."""
    forms = {name, name.title(), name.upper(), name.lower(), name[:1].upper() + name[1:]}
    return list(living_customers(viewer).filter(kind=Kind.ORGANISATION, name__in=forms).order_by("id")[:most])


def people_of(viewer: Member, organisation: Customer, *, most: int = 51) -> list[Customer]:
    """The people of an organisation by name."""
    return list(living_customers(viewer).filter(organisation=organisation).order_by("name", "id")[:most])


def open_duplicates(viewer: Member, *, before: int | None = None, most: int = NEW) -> list[Duplicate]:
    """Pairs nobody has decided on, newest suggestion first."""
    living = Duplicate.objects.filter(
        dismissed_at__isnull=True, first__merged_into__isnull=True, second__merged_into__isnull=True
    )
    if before is not None:
        living = living.filter(pk__lt=before)
    pairs = living.select_related("first__organisation", "second__organisation").order_by("-pk")
    return list(pairs.prefetch_related("first__identities", "second__identities")[:most]) if viewer.is_active else []


def merges_of(viewer: Member, customer: Customer) -> list[Merge]:
    """The joinings that stand in this customer, newest first."""
    return _merges(customer.pk) if viewer.is_active else []


@prepared
def _merges(winner: int) -> QuerySet[Merge]:
    found = Merge.objects.filter(winner_id=winner, undone_at__isnull=True).select_related("loser", "merged_by")
    return found.order_by("-pk")[:50]
