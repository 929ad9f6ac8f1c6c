"""The parts of the register. Every open promise stands in exactly one: late, at risk, soon or later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.cursor import cursor, read_cursor
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Move, Promise
from kohtaamo.promises.queries import at_risk, open_promises, settled_promises
from kohtaamo.promises.rules import RISK_MOST
from kohtaamo.staff.models import Member, Team

SHOWN = 10  # rows of a section on the overview
PAGE = 50
OPEN_SECTIONS = ("late", "risk", "soon", "later")


@dataclass(frozen=True)
class Whose:
    """Which promises the reader has chosen: everyone's, one's own or a team's."""

    mine: bool = False
    team: Team | None = None

    @property
    def query(self) -> str:
        return "whose=mine" if self.mine else f"team={self.team.pk}" if self.team else ""

    def open_ones(self, viewer: Member) -> QuerySet[Promise]:
        return open_promises(viewer, mine=self.mine, team=self.team.pk if self.team else None)

    def settled(self, viewer: Member) -> QuerySet[Promise]:
        return settled_promises(viewer, mine=self.mine, team=self.team.pk if self.team else None)


@dataclass(frozen=True)
class Section:
    """A part of the register; ``after`` is where the next rows begin, empty at the end."""

    name: str
    rows: list[Promise]
    after: str = ""

    @property
    def heading(self) -> str:
        return {
            "late": _("Late"), "risk": _("At risk"), "soon": _("Today and tomorrow"), "later": _("Later"),
            "done": _("Settled lately"),
        }[self.name]  # fmt: skip

    @property
    def remark(self) -> str:
        return {"late": _("mend these first"), "risk": _("still in time")}.get(self.name, "")


def overview(viewer: Member, whose: Whose) -> list[Section]:
    """The first rows of each section that has any."""
    split = Split(whose.open_ones(viewer))
    found = [_section(viewer, name, split.rows(name), SHOWN) for name in OPEN_SECTIONS]
    return [section for section in found if section.rows]


def leaf(viewer: Member, whose: Whose, name: str, after: str) -> Section | None:
    """One section from a place on; None for a name that is no section."""
    if name == "done":
        rows = whose.settled(viewer)
        if place := read_cursor(after):
            rows = rows.filter(state_at__lte=place[0]).filter(Q(state_at__lt=place[0]) | Q(pk__lt=place[2]))
        return _section(viewer, name, rows, PAGE)
    if name not in OPEN_SECTIONS:
        return None
    rows = Split(whose.open_ones(viewer)).rows(name)
    if place := read_cursor(after):
        rows = rows.filter(due_at__gte=place[0]).filter(Q(due_at__gt=place[0]) | Q(pk__gt=place[2]))
    return _section(viewer, name, rows, PAGE)


def _section(viewer: Member, name: str, rows: QuerySet[Promise], most: int) -> Section:
    found = for_rows(viewer, rows[: most + 1])
    if len(found) <= most:
        return Section(name, found)
    last = found[most - 1]
    return Section(name, found[:most], cursor(last.state_at if name == "done" else last.due_at, last.pk))


class Split:
    """Open promises told apart at one moment."""

    def __init__(self, rows: QuerySet[Promise]) -> None:
        self._rows, self._at = rows, now()
        self._soon = max(end_of_tomorrow(), self._at + RISK_MOST)

    def rows(self, name: str) -> QuerySet[Promise]:
        """The promises of one section."""
        if name == "late":
            return self._rows.filter(due_at__lt=self._at)
        if name == "risk":
            return self._rows.filter(at_risk(self._at))
        if name == "soon":
            return self._rows.filter(~at_risk(self._at), due_at__gte=self._at, due_at__lte=self._soon)
        return self._rows.filter(due_at__gt=self._soon)


def end_of_tomorrow() -> datetime:
    """The end of the reader's tomorrow."""
    return (localtime() + timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)


def for_rows(viewer: Member, rows: QuerySet[Promise]) -> list[Promise]:
    """The promises with what a row tells: their moves, the first one first, and whether the case opens."""
    seen = Exists(visible_cases(viewer).filter(pk=OuterRef("case_id")))
    moves = Prefetch("moves", Move.objects.order_by("pk"), to_attr="moved")
    return list(rows.annotate(opens_case=seen).prefetch_related(moves))
