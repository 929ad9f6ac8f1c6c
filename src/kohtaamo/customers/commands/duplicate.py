"""Customers who may be one: found, suggested, and dismissed by a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.likeness import boxes, name_forms, name_words, reason_to_join
from kohtaamo.customers.models import Customer, Duplicate, Identity
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

MOST = 100  # candidates looked at for one customer, by each way of looking


def find_duplicates(customer: Customer) -> list[tuple[Customer, str]]:
    """Who else this customer may be, each with the reason. Nothing is written."""
    return [(pair[1], reason) for pair, reason in _pairs([customer])]


def suggest(customers: Iterable[Customer]) -> int:
    """Write down whom these customers may be; pairs already suggested or dismissed stay. Returns how many are new."""
    before = Duplicate.objects.count
    found = [
        Duplicate(first_id=min(a.pk, b.pk), second_id=max(a.pk, b.pk), reason=reason, found_at=now())
        for (a, b), reason in _pairs(list(customers))
    ]
    if not found:
        return 0
    had = before()
    Duplicate.objects.bulk_create(found, ignore_conflicts=True)
    return before() - had


def _pairs(customers: Sequence[Customer]) -> list[tuple[tuple[Customer, Customer], str]]:
    named = [customer for customer in customers if name_words(customer.name)]
    if not named:
        return []
    others = {other.pk: other for looked in _candidates(named) for other in looked}
    pairs = [(one, other) for one in named for other in others.values() if one.pk != other.pk]
    return [(pair, reason) for pair in pairs if (reason := reason_to_join(*pair))]


def _candidates(named: Sequence[Customer]) -> list[QuerySet[Customer]]:
    """Each way of looking goes through an index: the name, the box of a mail address, the organisation."""
    most = MOST * len(named)
    living = Customer.objects.filter(merged_into__isnull=True).prefetch_related("identities")
    forms = {form for customer in named for form in name_forms(customer.name)}
    ways = [living.filter(name__in=forms).order_by("-pk")[:most]]
    if wanted := boxes(named):
        starts = reduce(or_, (_starts_with(box) for box in wanted))
        ways.append(living.filter(pk__in=_holders(starts, most)))
    if organisations := {each.organisation_id for each in named if each.organisation_id}:
        ways.append(living.filter(organisation_id__in=organisations).order_by("-pk")[:most])
    return ways


def _starts_with(box: str) -> Q:
    """The box with or without a tag, as two ranges of the index over the normal forms."""
    tagged = Q(value__gt=f"{box}+", value__lt=f"{box},")
    return tagged | Q(value__gt=f"{box}@", value__lt=f"{box}A")


def _holders(starts: Q, most: int) -> list[int]:
    found = Identity.objects.filter(starts, kind=IdentityKind.EMAIL).order_by("-pk")
    return list(found.values_list("customer_id", flat=True)[:most])


def dismiss(*, actor: Member, duplicate_id: int) -> None:
    """These two are not the same; they are not suggested again. Raises ``NotFound``."""
    require(actor, Right.MERGE_CUSTOMERS)
    with unit_of_work():
        pair = Duplicate.objects.select_for_update().filter(pk=duplicate_id).first()
        if pair is None:
            raise NotFound
        if pair.dismissed_at is None:
            pair.dismissed_by, pair.dismissed_at = actor, now()
            pair.save(update_fields=["dismissed_by", "dismissed_at"])
            record("customer.duplicate_dismissed", actor=actor, customer=pair.first_id, other=pair.second_id)


def forget_pair(first: Customer, second: Customer) -> None:
    """The two became one: there is nothing to suggest any more."""
    Duplicate.objects.filter(first_id=min(first.pk, second.pk), second_id=max(first.pk, second.pk)).delete()


def part_pair(actor: Member, first: Customer, second: Customer) -> None:
    """The two were joined and parted again: a person knows that they are two."""
    Duplicate.objects.update_or_create(
        first_id=min(first.pk, second.pk), second_id=max(first.pk, second.pk),
        defaults={"reason": "parted", "found_at": now(), "dismissed_by": actor, "dismissed_at": now()},
    )  # fmt: skip
