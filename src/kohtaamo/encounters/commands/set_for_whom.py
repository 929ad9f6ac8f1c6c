"""For whom: the matter can concern another person than the one who asks."""

from __future__ import annotations

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def set_for_whom(*, actor: Member, case: Case, for_whom: str, for_customer: Customer | None = None) -> Case:
    """Note whom the case concerns when it is not the one who asks."""
    require(actor, Right.ANSWER)
    if for_customer is not None and for_customer.pk == case.customer_id:
        raise Invalid
    with unit_of_work():
        case = hold(actor, case)
        case.for_whom, case.for_customer, case.changed_at = for_whom.strip()[:200], for_customer, now()
        case.save(update_fields=["for_whom", "for_customer", "changed_at"])
        record("case.for_whom", actor=actor, **where(case), **teamed(case))
        return case
