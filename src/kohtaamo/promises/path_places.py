"""Where the steps of a path stand: when, of which kind and which row; the rows themselves are read for one page only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from kohtaamo.customers.choices import Kind as CustomerKind
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Encounter
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.mandates.models import Decision
from kohtaamo.mandates.queries.seeing import may_see
from kohtaamo.offers.models import Offer
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.models import Handover, Promise
from kohtaamo.staff.models import Member

# When, rank (0 a promise, 1 an encounter, 2 a hand-over, 3 a decision, 4 an offer), id: the order of the path.
Place = tuple[datetime, int, int]

_NAMED = ("case__for_customer", "customer")
_COLUMNS = ("state", "case__subject", "case__for_whom", "case__for_customer__name", "customer__name")  # what is shown
_MET = ("touchpoint", "answered_by", "noticed_by", "ended_by")
_GIVEN = ("from_member", "to_member", "to_team", "settled_by")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which steps: of one channel, of what the customer asks for themselves, for another, or another for them."""

    channel: str = ""
    whom: str = ""  # "", "self", "others", "by_others"


@dataclass(frozen=True)
class Kind:
    """One kind of step: its rows, the field of its time, and the query with everything that is shown of it."""

    name: str
    model: type[Model]
    at: str
    shown: Callable[[], QuerySet[Any]]


def _promises() -> QuerySet[Promise]:
    return Promise.objects.select_related(*_NAMED, "owner").only(*_COLUMNS, "what", "made_at", "due_at", "owner__name")


def _encounters() -> QuerySet[Encounter]:
    return Encounter.objects.select_related(*_NAMED, *_MET).only(
        *_COLUMNS, "arrived_at", "channel", "outcome", "feeling_start", "feeling_end", "touchpoint__name",
        *(f"{who}__name" for who in _MET[1:]),
    )  # fmt: skip


def _handovers() -> QuerySet[Handover]:
    return Handover.objects.select_related(*_NAMED, *_GIVEN, "promise").only(
        *_COLUMNS, "asked", "tried", "word", "offered_at", *(f"{who}__name" for who in _GIVEN),
        "promise__what", "promise__due_at",
    )  # fmt: skip


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related(*_NAMED, "kind", "member", "granted_by")


def _offers() -> QuerySet[Offer]:
    """Drafts too: whoever sees the case knows that an offer is being written."""
    return Offer.objects.select_related(*_NAMED, "owner", "current").order_by()


KINDS = (
    Kind("promise", Promise, "made_at", _promises),
    Kind("encounter", Encounter, "arrived_at", _encounters),
    Kind("handover", Handover, "offered_at", _handovers),
    Kind("decision", Decision, "at", _decisions),
    Kind("offer", Offer, "made_at", _offers),
)


def places(
    rank: int, viewer: Member, customer: Customer, wanted: Wanted, asked_for: Sequence[int], before: Place | None,
    *, most: int,
) -> set[Place]:  # fmt: skip
    """The newest places of one kind: what they ask and what is asked for them, by two indexes.

    ``asked_for`` are the cases in which another asks for them. Only encounters have a channel, and amounts are shown
    to those who decide or grant: others see nothing of decisions here.
    """
    kind, organisation = KINDS[rank], is_organisation(customer)
    if (wanted.channel and kind.name != "encounter") or (kind.name == "decision" and not may_see(viewer)):
        return set()
    if wanted == Wanted() and before is None and not asked_for:
        newest = _newest(viewer, customer.pk, rank=rank, organisation=organisation, most=most)
        return {(at, rank, number) for at, number in newest}
    light = _light(viewer, rank).filter(_earlier(kind.at, rank, before))
    if wanted.channel:
        light = light.filter(channel=wanted.channel)
    found: set[tuple[datetime, int]] = set()
    if wanted.whom != "by_others":
        found |= set(_asked(light, theirs(customer.pk, organisation=organisation), wanted.whom)[:most])
    if asked_for:
        found |= set(light.filter(case_id__in=asked_for)[:most])
    return {(at, rank, number) for at, number in found}


def _light(viewer: Member, rank: int) -> QuerySet[Any, Any]:
    """When and which, the newest first, of what the viewer may see."""
    kind = KINDS[rank]
    rows = kind.model._default_manager.filter(seen_by(viewer))
    return rows.order_by(f"-{kind.at}", "-pk").values_list(kind.at, "pk")


@prepared
def _newest(viewer: Member, customer: int, *, rank: int, organisation: bool, most: int) -> QuerySet[Any, Any]:
    """What is asked for most: the beginning of the whole path."""
    return _light(viewer, rank).filter(theirs(customer, organisation=organisation))[:most]


def _asked(light: QuerySet[Any, Any], of_customer: Q, whom: str) -> QuerySet[Any, Any]:
    own = Q(case__for_customer__isnull=True, case__for_whom="")
    asked = light.filter(of_customer)
    return asked.filter(own) if whom == "self" else asked.exclude(own) if whom == "others" else asked


def seen_by(viewer: Member) -> Exists:
    """Whether a row's case is one the viewer may see, asked row by row: an ``IN`` gathers every case they may see."""
    return Exists(visible_cases(viewer).filter(pk=OuterRef("case_id")))


def is_organisation(customer: Customer) -> bool:
    """Whether the customer is all its people too."""
    return customer.kind == CustomerKind.ORGANISATION


def theirs(customer: int, *, organisation: bool) -> Q:
    """What is the customer's of this id; an organisation is all its people too."""
    if not organisation:
        return Q(customer_id=customer)
    return Q(customer__in=Customer.objects.filter(Q(pk=customer) | Q(organisation_id=customer)))


def _earlier(name: str, rank: int, before: Place | None) -> Q:
    if before is None:
        return Q()
    at, before_rank, last = before
    same = Q(pk__lt=last) if rank == before_rank else Q() if rank < before_rank else Q(pk__in=[])
    return Q(**{f"{name}__lte": at}) & (Q(**{f"{name}__lt": at}) | (Q(**{name: at}) & same))
