"""What a rule of retention would take: the one question that the preview, the night and the last look all ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.models import Contract, Offer
from kohtaamo.passage.choices import Taking
from kohtaamo.passage.family import family, held_customers
from kohtaamo.passage.models import Emptied, Hold, Rule
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, RecoveryState
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

DAYS = 30.436875  # of a mean month of the Gregorian calendar
EXAMPLES = 10
# What took more has taken less as well.
_ALREADY = {
    Taking.FILES: [Taking.FILES, Taking.WORDS, Taking.CASES], Taking.WORDS: [Taking.WORDS, Taking.CASES],
    Taking.CASES: [Taking.CASES],
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What a rule would take now: how many, and the oldest of them."""

    count: int
    messages: int
    files: int
    cases: list[Case]
    customers: list[Customer]


def rules(viewer: Member) -> QuerySet[Rule]:
    """The rules there are. Raises ``NotAllowed`` without the right to erase."""
    require(viewer, Right.ERASE)
    return Rule.objects.filter(ended_at__isnull=True).select_related("matter", "touchpoint")


def rule_for(viewer: Member, rule_id: int) -> Rule:
    """One rule. Raises ``NotAllowed`` or ``NotFound``."""
    found = rules(viewer).filter(pk=rule_id).first()
    if found is None:
        raise NotFound
    return found


def hold_of(viewer: Member, customer: Customer) -> Hold | None:
    """What keeps this customer's words, if anything: a hold on them, or on one they were joined with.

    Raises ``NotAllowed`` without the right to erase.
    """
    require(viewer, Right.ERASE)
    found = Hold.objects.select_related("set_by", "customer").filter(ended_at__isnull=True)
    own = found.filter(customer=customer).first()
    return own or found.filter(customer__in=family([customer.pk])).order_by("pk").first()


def holds(viewer: Member) -> QuerySet[Hold]:
    """Every hold that has not ended, the newest first. Raises ``NotAllowed`` without the right to erase."""
    require(viewer, Right.ERASE)
    found = Hold.objects.filter(ended_at__isnull=True).select_related("customer__merged_into", "set_by")
    return found.order_by("-pk")


def hold_for(viewer: Member, hold_id: int) -> Hold:
    """One hold that has not ended. Raises ``NotAllowed`` or ``NotFound``."""
    found = holds(viewer).filter(pk=hold_id).first()
    if found is None:
        raise NotFound
    return found


def before_of(rule: Rule) -> datetime:
    """The moment before which things are old for this rule."""
    return now() - timedelta(days=rule.months * DAYS)


def preview(viewer: Member, rule: Rule) -> Preview:
    """What the rule would take if it went now. Raises ``NotAllowed`` without the right to erase."""
    require(viewer, Right.ERASE)
    before = before_of(rule)
    if rule.taking == Taking.CUSTOMERS:
        found = customers_of(before)
        theirs = Q(message__case__customer__in=found.values("pk"))
        messages = Message.objects.filter(case__customer__in=found.values("pk")).count()
        files = Attachment.objects.filter(theirs).count()
        return Preview(found.count(), messages, files, [], list(found.order_by("created_at", "pk")[:EXAMPLES]))
    cases = cases_of(rule, before)
    inside = cases.values("pk")
    return Preview(
        cases.count(), Message.objects.filter(case__in=inside).count(),
        Attachment.objects.filter(message__case__in=inside).count(),
        list(cases.order_by("settled_at", "pk")[:EXAMPLES]), [],
    )  # fmt: skip


def cases_of(rule: Rule, before: datetime) -> QuerySet[Case]:
    """Settled cases the rule takes now. None with an open promise or recovery, or whose customer is held."""
    found = Case.objects.filter(state=CaseState.SETTLED, settled_at__lt=before, changed_at__lt=before)
    if rule.matter_id is not None:
        found = found.filter(matter=rule.matter_id)
    if rule.touchpoint_id is not None:
        found = found.filter(touchpoint=rule.touchpoint_id)
    mine = {"case": OuterRef("pk")}
    found = found.exclude(Exists(Emptied.objects.filter(**mine, taking__in=_ALREADY[Taking(rule.taking)])))
    found = found.exclude(Exists(Promise.objects.filter(**mine, state=PromiseState.OPEN)))
    found = found.exclude(Exists(Recovery.objects.filter(**mine, state=RecoveryState.OPEN)))
    found = found.exclude(Exists(Offer.objects.filter(**mine, state=OfferState.GIVEN)))
    found = found.exclude(customer__in=held_customers())
    if rule.taking == Taking.FILES:
        files = Attachment.objects.filter(message__case=OuterRef("pk"))
        found = found.filter(Exists(files) | Exists(Message.objects.filter(**mine, raw__isnull=False)))
    return found.filter(customer__erased_at__isnull=True)


def customers_of(before: datetime) -> QuerySet[Customer]:
    """Customers nothing has happened with since: no case, no open promise, no contract in force, and not held."""
    found = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True, created_at__lt=before)
    mine = {"customer": OuterRef("pk")}
    alive = Case.objects.filter(Q(changed_at__gte=before) | ~Q(state=CaseState.SETTLED), **mine)
    found = found.exclude(Exists(alive))
    found = found.exclude(Exists(Promise.objects.filter(**mine, state=PromiseState.OPEN)))
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=before.date())
    found = found.exclude(Exists(Contract.objects.filter(in_force, **mine)))
    of_organisation = Customer.objects.filter(organisation=OuterRef("pk"), erased_at__isnull=True)
    return found.exclude(Exists(of_organisation)).exclude(pk__in=held_customers())
