"""A customer says how they like to be reached and served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.conf import settings

from kohtaamo.customers.choices import Way
from kohtaamo.customers.models import ContactTime, Customer
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a customer likes to be met; ``times`` as (weekday or None for any day, from, to)."""

    way: str = ""
    language: str = ""
    wishes: str = ""
    times: Sequence[tuple[int | None, time, time]] = ()


def set_own_manner(*, customer: Customer, manner: Manner) -> Customer:
    """Write the customer's own wishes down. Raises ``Invalid`` for a way, language or time that cannot be."""
    if manner.way not in Way.values or (manner.language and manner.language not in dict(settings.LANGUAGES)):
        raise Invalid
    if any(starts >= ends for _weekday, starts, ends in manner.times):
        raise Invalid
    with unit_of_work():
        held = Customer.objects.select_for_update().get(pk=customer.pk)
        held.way, held.language = manner.way, manner.language or held.language
        held.wishes = manner.wishes.strip()[:2000]
        held.save(update_fields=["way", "language", "wishes"])
        held.contact_times.all().delete()
        ContactTime.objects.bulk_create(
            ContactTime(customer=held, weekday=weekday, starts=starts, ends=ends)
            for weekday, starts, ends in manner.times
        )
        record("customer.manner_set", actor=customer, customer=customer.pk, way=manner.way)
        return held
