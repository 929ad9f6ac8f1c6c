"""Reading offers, templates and contracts: an offer is seen by whoever sees its case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.models import Case, Message, OwnPage
from kohtaamo.encounters.queries import in_sight, visible_cases
from kohtaamo.mandates.choices import BuiltIn
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.models import Contract, Line, Offer, Template, Version
from kohtaamo.offers.rules import WARNED, extra_days, given_away, today
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

NEWEST_CONTRACTS = 20
LAPSING = 20
SOON = timedelta(days=60)  # contracts ending within so long are worth an offer
WITH = ("case", "customer", "owner", "template", "current")


def visible_offers(viewer: Member) -> QuerySet[Offer]:
    """The offers in cases this person sees."""
    found = Offer.objects.all()
    return found if viewer.is_active and viewer.may(Right.SEE_ALL) else found.filter(in_sight(viewer))


def offer_for(viewer: Member, offer_id: int) -> Offer:
    """One offer. Raises ``NotFound`` when it is not there for this viewer, whatever the reason."""
    found = visible_offers(viewer).select_related(
        *WITH, "case__touchpoint", "case__team", "settled_by", "current__contract"
    )
    offer = found.filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    return offer


def offers_of(case: Case, *, newest: int = 10) -> list[Offer]:
    """The newest offers of a case the viewer already has: one query, as a rule a very quick one."""
    if not _offered(case.pk):
        return []
    return list(Offer.objects.filter(case=case).select_related("current", "owner").order_by("-pk")[:newest])


@prepared
def _offered(case: int) -> QuerySet[Offer, int]:
    return Offer.objects.filter(case_id=case).values_list("pk", flat=True)[:1]


def draft_of(offer: Offer) -> Version | None:
    """The version being written, with its lines; None when there is none."""
    return _lined(offer.versions.filter(given_at__isnull=True)).first()


def versions_of(offer: Offer) -> list[Version]:
    """The versions given, newest first, with their lines."""
    given = _lined(offer.versions.filter(given_at__isnull=False)).select_related("given_by", "message")
    return list(given.order_by("-number"))


def version_of(offer: Offer, number: int) -> Version:
    """A version that was given. Raises ``NotFound``."""
    found = _lined(offer.versions.filter(given_at__isnull=False, number=number)).first()
    if found is None:
        raise NotFound
    return found


def _lined(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.select_related("contract").prefetch_related("lines", "contract__lines")


def templates(viewer: Member) -> QuerySet[Template]:
    """Every template, those in use first. Anyone who serves may look at them."""
    if not viewer.is_active:
        return Template.objects.none()
    return Template.objects.prefetch_related("lines").order_by("-is_active", "name", "pk")


@prepared
def templates_in_use() -> QuerySet[Template]:
    """The templates an offer may be begun from, by name: one query."""
    return Template.objects.filter(is_active=True).order_by("name", "pk")


def template_for(viewer: Member, template_id: int) -> Template:
    """One template. Raises ``NotFound``."""
    found = templates(viewer).filter(pk=template_id).first()
    if found is None:
        raise NotFound
    return found


def contracts_of(customer: Customer | int) -> list[Contract]:
    """A customer's contracts, those that run first, then the latest ended, with their lines."""
    key = customer if isinstance(customer, int) else customer.pk
    found = Contract.objects.filter(customer_id=key).prefetch_related("lines")
    return list(found.order_by(F("ends_on").desc(nulls_first=True), "-begins_on", "-pk")[:NEWEST_CONTRACTS])


def running_contracts(customer: Customer | int) -> list[Contract]:
    """Those of a customer's contracts that have not ended."""
    return [each for each in contracts_of(customer) if each.runs_on(today())]


def may_see_contracts(viewer: Member, customer: Customer) -> bool:
    """Whether this person serves the customer: what they pay is for those who see a case of theirs."""
    if not viewer.is_active:
        return False
    return viewer.may(Right.SEE_ALL) or visible_cases(viewer).filter(customer=customer).exists()


def contract_for(viewer: Member, contract_id: int) -> Contract:
    """One contract of a customer whom the viewer serves. Raises ``NotFound``."""
    found = Contract.objects.select_related("customer").prefetch_related("lines").filter(pk=contract_id).first()
    if found is None or not may_see_contracts(viewer, found.customer):
        raise NotFound
    return found


def ending_contracts(viewer: Member, *, within: timedelta = SOON, most: int = 50) -> list[Contract]:
    """Contracts of a fixed term that end soon and that nobody ended, of customers met in cases the viewer sees."""
    near = Q(ends_on__lte=today() + within) | Q(told_at__isnull=False)
    soon = Contract.objects.filter(near, ends_on__gte=today(), ended_at__isnull=True)
    if not viewer.may(Right.SEE_ALL):
        soon = soon.filter(Exists(visible_cases(viewer).filter(customer=OuterRef("customer"))))
    open_ones: Prefetch[str] = Prefetch(
        "offers", queryset=Version.objects.filter(offer__state__in=[OfferState.DRAFT, OfferState.GIVEN])
    )
    return list(soon.select_related("customer", "known").prefetch_related(open_ones).order_by("ends_on", "pk")[:most])


def latest_case_of(viewer: Member, customer: Customer) -> Case | None:
    """The customer's newest case the viewer sees: where an offer is made when it begins elsewhere."""
    return visible_cases(viewer).filter(customer=customer).order_by("-changed_at", "-pk").first()


@dataclass(frozen=True)
class Leaving:
    """How far a version leaves its template in one kind of decision: in all, what is decided, what is still missing."""

    kind: Kind
    amount: int
    covered: int

    @property
    def missing(self) -> int:
        return max(0, self.amount - self.covered)


def leaving(offer: Offer, version: Version, lines: Sequence[Line] | None = None) -> list[Leaving]:
    """What has to be decided for a version to be given: a discount in cents, extra time in days; two queries."""
    usual = offer.template.valid_days if offer.template else None
    amounts = {
        BuiltIn.DISCOUNT: given_away(version.lines.all() if lines is None else lines),
        BuiltIn.EXTRA_TIME: extra_days(version.valid_to, usual),
    }
    wanted = {str(code): amount for code, amount in amounts.items() if amount}
    if not wanted:
        return []
    covered: dict[int, int] = {}
    for kind, amount in Decision.objects.filter(offers=offer).values_list("kind_id", "amount_now"):
        covered[kind] = covered.get(kind, 0) + amount
    kinds = Kind.objects.filter(code__in=list(wanted)).order_by("pk")
    return [Leaving(kind, wanted[kind.code], covered.get(kind.pk, 0)) for kind in kinds]


@dataclass(frozen=True)
class Totals:
    """How many offers, and what they come to, VAT included, in cents."""

    count: int
    once: int
    month: int
    year: int


def totals(offers: QuerySet[Offer]) -> Totals:
    """The sums of these offers' standing versions: one query."""
    found = offers.order_by().aggregate(
        count=Count("pk"), once=Coalesce(Sum("current__once_sum"), 0),
        month=Coalesce(Sum("current__month_sum"), 0), year=Coalesce(Sum("current__year_sum"), 0),
    )  # fmt: skip
    return Totals(**found)


def lapsing(viewer: Member) -> list[Offer]:
    """The first of one's own given offers whose time runs out soon."""
    return _lapsing(viewer, now() + WARNED)


@prepared
def _lapsing(viewer: Member, until: datetime) -> QuerySet[Offer]:
    soon = visible_offers(viewer).filter(owner=viewer, state=OfferState.GIVEN, valid_until__lte=until)
    return (
        soon.filter(warned_at__isnull=False)
        .select_related("customer", "current")
        .order_by("valid_until", "pk")[:LAPSING]
    )


def not_arrived(viewer: Member) -> QuerySet[Offer]:
    """Offers whose mail, or whose confirmation, did not arrive."""
    failed = Q(state=OfferState.GIVEN, undelivered_at__isnull=False) | Q(acceptance__unconfirmed_at__isnull=False)
    return visible_offers(viewer).filter(failed).select_related(*WITH).order_by("-pk")


def offers_on(page: OwnPage) -> list[Offer]:
    """The offers a customer sees on their own page: given to them in this case, once the mail has left."""
    given = Offer.objects.filter(case_id=page.case_id, customer_id=page.customer_id, current__isnull=False)
    left = given.exclude(current__message__deliveries__state__in=[DeliveryState.WAITING, DeliveryState.TAKEN_BACK])
    return list(left.select_related("current__contract", "owner", "case").order_by("-pk")[:20])


def offer_on(page: OwnPage, offer_id: int) -> Offer:
    """One of them. Raises ``NotFound``."""
    found = next((each for each in offers_on(page) if each.pk == offer_id), None)
    if found is None:
        raise NotFound
    return found


def written_since(offer: Offer) -> list[Message]:
    """What the customer has written in the case since the standing version was given: evidence to choose from."""
    if offer.current is None or offer.current.given_at is None:
        return []
    found = Message.objects.filter(case_id=offer.case_id, author="customer", is_automatic=False, outside_case=False)
    return list(found.filter(at__gte=offer.current.given_at).order_by("-at", "-pk")[:10])


def day_of_contract(contract: Contract, on: date) -> date:
    """The earliest last day of a contract that is given up on this day, its notice kept."""
    last = on + timedelta(days=contract.notice_days)
    return min(last, contract.ends_on) if contract.ends_on else last
