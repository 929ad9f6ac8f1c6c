"""Reading what undoing would come to, and what it came to: of one firing, and of all since a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from kohtaamo.platform.errors import NotFound
from kohtaamo.rules.choices import FiringState, Kept
from kohtaamo.rules.models import Firing, Rule, Undoing
from kohtaamo.rules.queries import firings
from kohtaamo.rules.touching import Since
from kohtaamo.rules.traces import BACK, NEVER, Outlook, Traces, outlook
from kohtaamo.staff.models import Member

Row = dict[str, Any]
UNDOABLE = (FiringState.DONE, FiringState.FAILED, FiringState.LEFT)
COUNTED = 5000  # firings whose acts are gone through for the counts of a preview


def outlooks(firing: Firing) -> list[tuple[Row, Outlook]]:
    """For each act that did something, what undoing it would come to, in their order. The viewer has the firing already."""
    known: Traces = {}
    since = Since(firing)
    found = [(row, outlook(row, firing.case_id, since.hands, known)) for row in reversed(firing.acts)]
    return [(row, seen) for row, seen in reversed(found) if seen is not None]


@dataclass(frozen=True)
class Came:
    """What came of undoing an act: ``how`` (back, part, kept) and why not whole."""

    row: Row
    how: str
    why: str


def came(firing: Firing) -> list[Came]:
    """What came of undoing a firing; nothing when it has not been tried."""
    return [Came(row, row["undone"], row.get("kept", "")) for row in firing.acts if row.get("undone")]


def since(viewer: Member, rule: Rule, moment: datetime) -> QuerySet[Firing]:
    """What the rule did since then in cases in sight, and that has not been undone."""
    return firings(viewer, rule).filter(at__gte=moment, state__in=UNDOABLE)


@dataclass(frozen=True)
class Ahead:
    """What undoing many would touch: firings, cases, and of each kind of act (as it stands in the rule then) how many
    firings did it, and why it is never put back, if so."""

    firings: int
    cases: int
    acts: Sequence[tuple[Row, int, str]]
    is_counted_whole: bool


def ahead(viewer: Member, rule: Rule, moment: datetime) -> Ahead:
    """What is ahead when all since a moment is undone. Two questions."""
    found = since(viewer, rule, moment)
    told = found.order_by().aggregate(firings=Count("pk"), cases=Count("case", distinct=True))
    counts: dict[tuple[str, str, str], int] = {}
    whys: dict[tuple[str, str, str], str] = {}
    for acts in found.values_list("acts", flat=True)[:COUNTED]:
        for row in acts:
            key = (str(row.get("do", "")), str(row.get("value", "")), str(row.get("extra", "")))
            if _did(row):
                counts[key] = counts.get(key, 0) + 1
                whys[key] = _never(row)
    rows = [({"do": do, "value": value, "extra": extra}, count) for (do, value, extra), count in counts.items()]
    acts_ahead = [(row, count, whys[row["do"], row["value"], row["extra"]]) for row, count in rows]
    return Ahead(told["firings"], told["cases"], acts_ahead, told["firings"] <= COUNTED)


def _did(row: Row) -> bool:
    changed = row.get("was") != row.get("is") or "on" not in row or row.get("do") in NEVER
    return changed and not row.get("why") and row.get("undone") != BACK


def _never(row: Row) -> str:
    if (never := NEVER.get(str(row.get("do", "")))) is not None:
        return str(never)
    return "" if "on" in row else str(Kept.OLD)


def undoings(viewer: Member, rule: Rule) -> QuerySet[Undoing]:
    """Earlier undoings of many of a rule the viewer already has, the newest first."""
    return Undoing.objects.filter(rule=rule).select_related("by").order_by("-begun_at", "-pk")


def undoing_for(viewer: Member, rule: Rule, undoing_id: int) -> Undoing:
    """One of them. Raises ``NotFound``."""
    found = undoings(viewer, rule).filter(pk=undoing_id).first()
    if found is None:
        raise NotFound
    return found


def counts_of(undoing: Undoing) -> dict[str, int]:
    """How many were put back and how many left as they are."""
    undone = Q(state=FiringState.UNDONE)
    found = Firing.objects.filter(undoing=undoing).aggregate(
        back=Count("pk", filter=undone), left=Count("pk", filter=~undone)
    )
    return {"back": found["back"], "left": found["left"]}


def left_of(viewer: Member, undoing: Undoing) -> list[Firing]:
    """Where something was left as it is, of cases in sight; at most two hundred."""
    found = firings(viewer).filter(undoing=undoing)[:1000]
    return [firing for firing in found if any(one.how != BACK for one in came(firing))][:200]
