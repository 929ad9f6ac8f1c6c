"""Contracts that end soon: who calls, and what is promised about them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.models import Contract, Version
from kohtaamo.offers.rules import today
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import About, ContractPromise, Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

SHOWN = 20


def open_call(contract: Contract) -> Promise | None:
    """The call that is promised about a contract and not made yet."""
    return Promise.objects.filter(
        of_contract__contract=contract, of_contract__about=About.CALL, state=PromiseState.OPEN
    ).first()


def promised_of(contract: Contract) -> list[ContractPromise]:
    """What we have promised about a contract the viewer already has, in the order it was promised."""
    found = ContractPromise.objects.filter(contract=contract).exclude(promise__state=PromiseState.WITHDRAWN)
    return list(found.select_related("promise__owner").order_by("pk"))


def to_be_called(viewer: Member) -> list[Contract]:
    """The first contracts that end soon whose customer the viewer is to call: nothing promised and nothing offered yet.

    One whom nobody here knows is shown to those who see everything.
    """
    return _to_be_called(viewer, today())


@prepared
def _to_be_called(viewer: Member, on: date) -> QuerySet[Contract]:
    ending = Contract.objects.filter(told_at__isnull=False, ended_at__isnull=True, ends_on__gte=on)
    mine = Q(known=viewer)
    if viewer.may(Right.SEE_ALL):
        mine |= Q(known__isnull=True) | Q(known__is_active=False)
    promised = ContractPromise.objects.filter(contract=OuterRef("pk"), about=About.CALL)
    called = promised.exclude(promise__state=PromiseState.WITHDRAWN)
    begun = [OfferState.DRAFT, OfferState.GIVEN, OfferState.ACCEPTED, OfferState.DECLINED]
    offered = Version.objects.filter(
        contract=OuterRef("pk"), offer__state__in=begun, offer__made_at__gte=OuterRef("told_at")
    )
    return (
        ending.filter(mine)
        .exclude(Exists(called))
        .exclude(Exists(offered))
        .select_related("customer")
        .order_by("ends_on", "pk")[:SHOWN]
    )
