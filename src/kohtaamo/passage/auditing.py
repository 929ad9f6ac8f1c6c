"""The journal as an audit trail: searched by who, what, when and whom it touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.numbers import numbers_in
from kohtaamo.rules.models import Rule
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Key, Member
from kohtaamo.staff.rules import require

PAGE = 50


@dataclass(frozen=True)
class Sought:
    """What is looked for: a person's journal name, the beginning of a kind, numbers, and moments (the last left out)."""

    who: str = ""
    what: str = ""
    customer: int | None = None
    case: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def entries(viewer: Member, sought: Sought) -> QuerySet[Entry]:
    """Matching entries, the newest first, of what this viewer may see. Raises ``NotAllowed`` without the right."""
    require(viewer, Right.AUDIT)
    found = Entry.objects.order_by("-pk")
    if not viewer.may(Right.SEE_ALL):
        found = found.filter(Q(case_id=None) | Exists(visible_cases(viewer).filter(pk=OuterRef("case_id"))))
    wanted: dict[str, object] = {
        "actor": sought.who, "kind__startswith": sought.what, "customer_id": sought.customer, "case_id": sought.case,
        "at__gte": sought.since, "at__lt": sought.until,
    }  # fmt: skip
    return found.filter(**{name: value for name, value in wanted.items() if value})


def names(rows: Iterable[Entry]) -> dict[str, str]:
    """The names behind the journal names of the rows' actors; two or three questions for any number of rows."""
    told = [name.partition(":") for name in {row.actor for row in rows} if ":" in name]
    found: dict[str, str] = {}
    for kind, model in (("member", Member), ("customer", Customer), ("key", Key), ("rule", Rule)):
        keys = numbers_in(number for each, _, number in told if each == kind)
        found |= {f"{kind}:{row.pk}": str(row) for row in model._base_manager.filter(pk__in=keys)} if keys else {}
    return found
