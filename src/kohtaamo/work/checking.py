"""Reading checklists: those of the house, and the steps of one case with what has been done of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.models import CaseStep, Checklist, Step


@dataclass(frozen=True)
class Line:
    """A step of a case. ``step`` is empty for one of its own, ``own`` until something is written of it."""

    text: str
    step: Step | None
    own: CaseStep | None

    @property
    def done_at(self) -> datetime | None:
        return self.own.done_at if self.own else None

    @property
    def done_by(self) -> Member | None:
        return self.own.done_by if self.own else None

    @property
    def name(self) -> str:
        """How a form names it: ``s3`` a step of a checklist, ``c7`` one of the case's own."""
        return f"s{self.step.pk}" if self.step else f"c{self.own.pk}" if self.own else ""


def applying(matter: int, touchpoint: int) -> QuerySet[Step]:
    """The steps in use that cases of a kind (0: of none) at a touchpoint are gone through by."""
    of_matter = Q(checklist__matter=None) | Q(checklist__matter_id=matter)
    there = Q(checklist__touchpoint=None) | Q(checklist__touchpoint_id=touchpoint)
    found = Step.objects.filter(of_matter, there, is_active=True, checklist__is_active=True)
    return found.select_related("checklist").order_by("checklist__name_fi", "checklist_id", "place", "pk")


def lines_of(case: Case) -> list[Line]:
    """The steps of a case the viewer already has: those of its checklists, ticked ones of others, and its own.

    Two questions, however many there are.
    """
    written = _written(case.pk)
    of_step = {each.step_id: each for each in written if each.step_id is not None}
    lines = [
        Line(str(step), step, of_step.pop(step.pk, None)) for step in _applying(case.matter_id or 0, case.touchpoint_id)
    ]
    lines += [Line(str(each), each.step, each) for each in of_step.values() if each.done_at is not None]
    return lines + [Line(each.text, None, each) for each in written if each.step_id is None]


@prepared
def _applying(matter: int, touchpoint: int) -> QuerySet[Step]:
    return applying(matter, touchpoint)


@prepared
def _written(case: int) -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(case_id=case).select_related("step", "done_by")


def open_lines(case: Case) -> list[Line]:
    """The steps not done yet."""
    return [line for line in lines_of(case) if line.done_at is None]


def checklists(viewer: Member) -> QuerySet[Checklist]:
    """All of them, those out of use last, for one who shapes the work."""
    require(viewer, Right.SHAPE_WORK)
    return (
        Checklist.objects.select_related("matter", "touchpoint")
        .prefetch_related("steps")
        .order_by("-is_active", "name_fi", "pk")
    )


def checklist_for(viewer: Member, checklist_id: int) -> Checklist:
    """One of them. Raises ``NotAllowed`` or ``NotFound``."""
    found = checklists(viewer).filter(pk=checklist_id).first()
    if found is None:
        raise NotFound
    return found
