"""What Today, the encounter page and the register show of recoveries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.late_queues import late_queues
from kohtaamo.promises.models import Recovery
from kohtaamo.promises.recovering import open_recoveries, recoveries_for, recoveries_of
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.recoveries.sentences import how_many_wait, what_failed

MOST = 100
SHOWN = 6


@dataclass(frozen=True)
class Row:
    """A recovery and what failed, in a sentence."""

    recovery: Recovery
    said: str
    is_mine: bool
    may_mend: bool


def row(viewer: Member, recovery: Recovery) -> Row:
    """As this viewer sees it."""
    is_mine = recovery.owner_id in {viewer.pk, None}
    return Row(recovery, what_failed(recovery), is_mine, viewer.may(Right.ANSWER))


def todays(viewer: Member) -> dict[str, Any]:
    """What Today says: how many wait for this person and the first of them, and which queues are late. Two queries."""
    found = _to_mend(viewer)
    return {
        "late_queues": late_queues(viewer),
        "mending": {"said": how_many_wait(len(found)), "first": row(viewer, found[0]), "count": len(found)}
        if found
        else None,
    }


@prepared
def _to_mend(viewer: Member) -> QuerySet[Recovery]:
    return recoveries_for(viewer)[:MOST]


def of_case(viewer: Member, case: Case) -> list[Row]:
    """The recoveries of a case for its page. One query."""
    return [row(viewer, each) for each in recoveries_of(case)]


def of_register(viewer: Member, *, mine: bool, team: int | None) -> dict[str, Any]:
    """What the promises page shows first: the recoveries that wait."""
    found = recoveries_for(viewer) if mine else open_recoveries(viewer)
    if team is not None:
        found = found.filter(case__team_id=team)
    rows = [row(viewer, each) for each in found[: SHOWN + 1]]
    return {"mend_rows": rows[:SHOWN], "mend_more": len(rows) > SHOWN, "late_queues": late_queues(viewer)}
