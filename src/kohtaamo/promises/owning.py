"""Responsibilities: what each person owns, and what nobody does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.models import Offer
from kohtaamo.offers.queries import visible_offers
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.choices import PromiseState, RecoveryState, Source
from kohtaamo.promises.models import Promise, PublicPromise, Recovery
from kohtaamo.promises.public import today
from kohtaamo.promises.queries import visible_promises
from kohtaamo.promises.recovering import visible_recoveries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter, Touchpoint

_NOBODYS = Q(owner__isnull=True) | Q(owner__is_active=False)
Found = Callable[[Member], QuerySet[Any]]


def touchpoints(viewer: Member) -> QuerySet[Touchpoint]:
    """Touchpoints in use."""
    return Touchpoint.objects.filter(is_active=True).select_related("team", "location")


def matters(viewer: Member) -> QuerySet[Matter]:
    """Kinds of matters in use."""
    return Matter.objects.filter(is_active=True).select_related("team")


def open_promises(viewer: Member) -> QuerySet[Promise]:
    """Open promises the viewer sees. A promise to answer is the queue's, where nobody overlooks it."""
    found = visible_promises(viewer).filter(state=PromiseState.OPEN).exclude(source=Source.ANSWER_TIME)
    return found.select_related("case", "customer").order_by("due_at", "pk")


def public_promises(viewer: Member, on: date | None = None) -> QuerySet[PublicPromise]:
    """Promises to everyone that hold on a day, today unless told, or will."""
    standing = PublicPromise.objects.filter(ended_at__isnull=True)
    return standing.filter(Q(ends__isnull=True) | Q(ends__gte=on or today())).order_by("begins", "pk")


def offers(viewer: Member) -> QuerySet[Offer]:
    """Offers being written or with the customer, that the viewer sees."""
    found = visible_offers(viewer).filter(state__in=[OfferState.DRAFT, OfferState.GIVEN])
    return found.select_related("customer", "current").order_by("valid_until", "pk")


def recoveries(viewer: Member) -> QuerySet[Recovery]:
    """What is to be put right, that the viewer sees."""
    found = visible_recoveries(viewer).filter(state=RecoveryState.OPEN)
    return found.select_related("case", "customer", "promise", "lateness").order_by("opened_at", "pk")


KINDS: dict[str, tuple[Found, Right]] = {
    "touchpoints": (touchpoints, Right.MANAGE_TOUCHPOINTS),
    "matters": (matters, Right.MANAGE_TOUCHPOINTS),
    "promises": (open_promises, Right.PROMISE),
    "public_promises": (public_promises, Right.PUBLISH),
    "offers": (offers, Right.ANSWER),
    "recoveries": (recoveries, Right.ANSWER),
}


def owned(viewer: Member, owner: Member, *, most: int = 50) -> dict[str, list[Any]]:
    """What this person owns, by kind, of what the viewer may see: six queries."""
    return {name: list(found(viewer).filter(owner=owner)[:most]) for name, (found, _right) in KINDS.items()}


def may_mend(viewer: Member) -> bool:
    """Whether this person sees to it that everything has an owner."""
    return viewer.may(Right.MANAGE_TOUCHPOINTS)


def ownerless(viewer: Member, *, most: int = 50) -> dict[str, list[Any]]:
    """What nobody owns, or someone who has left, by kind; nothing for one who may not mend it."""
    if not may_mend(viewer):
        return {}
    return {name: list(_of_nobody(viewer, name)[:most]) for name in KINDS}


def ownerless_count(viewer: Member) -> int:
    """How many things nobody owns, for those who may mend it: six queries, else none."""
    if not may_mend(viewer):
        return 0
    return sum(len(_without_owner(viewer, today(), name=name)) for name in KINDS)


@prepared
def _without_owner(viewer: Member, on: date, *, name: str) -> QuerySet[Any, int]:
    return _of_nobody(viewer, name, on).order_by().values_list("pk", flat=True)[:1000]


def _of_nobody(viewer: Member, name: str, on: date | None = None) -> QuerySet[Any]:
    found, right = KINDS[name]
    every = public_promises(viewer, on) if found is public_promises else found(viewer)
    return every.filter(_NOBODYS) if viewer.may(right) else every.none()
