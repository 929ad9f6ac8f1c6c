"""Who of us a customer knows: the one who sold them the contract, and those who have answered them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils.timezone import get_current_timezone

from kohtaamo.customers.models import ContactTime, Customer
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.offers.models import Acceptance, Contract
from kohtaamo.offers.queries import latest_case_of
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

REMEMBERED = timedelta(days=730)
MOST = 5
AHEAD = timedelta(days=7)
CLOCK = 16


@dataclass(frozen=True)
class Known:
    """Someone the customer knows: whether they sold the contract, and how often they have answered in two years."""

    member: Member
    sold: bool
    answers: int


def known_to(contract: Contract) -> list[Known]:
    """Those who may call about a contract, the best known first: its seller, then by answers. A few queries."""
    answers = _answers(contract.customer_id)
    seller = _seller(contract)
    found = dict.fromkeys([*([seller.pk] if seller else []), *answers])
    people = Member.objects.select_related("role").in_bulk(list(found))
    known = [Known(people[pk], seller is not None and pk == seller.pk, answers.get(pk, 0)) for pk in found]
    return [each for each in known if _may_call(each.member, contract)][:MOST]


def _seller(contract: Contract) -> Member | None:
    accepted = Acceptance.objects.filter(contract=contract).select_related("offer__owner").first()
    return (accepted.offer.owner if accepted else None) or contract.made_by


def _answers(customer: int) -> dict[int, int]:
    """How often each has answered this customer, those who did most and latest first."""
    ours = Message.objects.filter(case__customer_id=customer, author=Author.US, is_automatic=False)
    rows = ours.filter(member__isnull=False, at__gte=now() - REMEMBERED).order_by().values_list("member_id")
    counted = rows.annotate(answers=Count("pk"), latest=Max("at")).order_by("-answers", "-latest")[: 2 * MOST]
    return {member: answers for member, answers, _latest in counted}


def _may_call(member: Member, contract: Contract) -> bool:
    may = member.is_active and member.may(Right.ANSWER) and member.may(Right.PROMISE)
    return may and latest_case_of(member, contract.customer) is not None


def good_time(customer: Customer, before: datetime) -> datetime:
    """By when to call: the end of the next time of the week that suits them, else in a week at four; never later than
    ``before``."""
    wished = min(_wished(customer), default=None)
    local = (now() + AHEAD).astimezone(get_current_timezone())
    return min(wished or local.replace(hour=CLOCK, minute=0, second=0, microsecond=0), before)


def _wished(customer: Customer) -> Iterator[datetime]:
    local = now().astimezone(get_current_timezone())
    for one in ContactTime.objects.filter(customer=customer):
        for ahead in range(1, 8):
            day = local + timedelta(days=ahead)
            if one.weekday in {None, day.weekday()}:
                yield day.replace(hour=one.ends.hour, minute=one.ends.minute, second=0, microsecond=0)
