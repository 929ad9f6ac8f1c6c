"""How a case is ordered, for its page."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.staff.models import Member
from kohtaamo.work import queries, together
from kohtaamo.work.checking import Line, lines_of
from kohtaamo.work.fielding import Filled, filled
from kohtaamo.work.models import Joining, Tag
from kohtaamo.work.together import Linked


@dataclass(frozen=True)
class Order:
    """What the encounter page shows of it: its tags and those offered first, what it hangs together with, the house's own fields and its checklist."""

    tags: list[Tag]
    suggested: list[Tag]
    linked: list[Linked]
    joined: list[Joining]
    fields: list[Filled]
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(line.done_at is not None for line in self.lines)


def order_of(viewer: Member, case: Case, latest: Encounter | None) -> Order:
    """A fixed number of questions, whatever the case carries."""
    return Order(
        tags=queries.tags_of([case])[case.pk], suggested=queries.suggested_tags(viewer, "", without=case),
        linked=together.links_of(viewer, case), joined=together.joinings_of(case),
        fields=filled(viewer, case=case, encounter=latest), lines=lines_of(case),
    )  # fmt: skip
