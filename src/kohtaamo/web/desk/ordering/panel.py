"""How a case is ordered, for its page."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.work import queries
from kohtaamo.work.models import Tag


@dataclass(frozen=True)
class Order:
    """What the encounter page shows of it: the tags on the case and those offered first."""

    tags: list[Tag]
    suggested: list[Tag]


def order_of(viewer: Member, case: Case) -> Order:
    """A fixed number of questions, whatever the case carries."""
    return Order(tags=queries.tags_of([case])[case.pk], suggested=queries.suggested_tags(viewer, "", without=case))
