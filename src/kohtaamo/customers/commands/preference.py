"""When it suits a customer to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from kohtaamo.customers.holding import hold
from kohtaamo.customers.models import ContactTime, Customer
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True)
class Suits:
    """A time of the week that suits: ``weekday`` 0 is Monday, None any day; ``starts`` before ``ends``."""

    weekday: int | None
    starts: time
    ends: time


def set_contact_times(*, actor: Member, customer: Customer, times: Sequence[Suits]) -> None:
    """Make these the times that suit. Those that stay the same keep their row. Raises ``Invalid``."""
    require(actor, Right.EDIT_CUSTOMERS)
    if any(each.starts >= each.ends or each.weekday not in {None, *range(7)} for each in times):
        raise Invalid(_("The time must end after it begins."))
    with unit_of_work():
        customer = hold(customer)
        wanted = set(times)
        gone = []
        for row in ContactTime.objects.filter(customer=customer):
            same = Suits(row.weekday, row.starts, row.ends)
            if same in wanted:
                wanted.discard(same)
            else:
                gone.append(row.pk)
        if not wanted and not gone:
            return
        ContactTime.objects.filter(pk__in=gone).delete()
        ContactTime.objects.bulk_create(
            ContactTime(customer=customer, weekday=each.weekday, starts=each.starts, ends=each.ends) for each in wanted
        )
        record("customer.contact_times", actor=actor, customer=customer.pk)
