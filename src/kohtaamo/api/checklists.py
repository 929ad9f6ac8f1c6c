"""What is gone through in a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Shape, Text, Told
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Family
from kohtaamo.work.checking import lines_of
from kohtaamo.work.commands.checklist import add_step, tick

noun = Noun("checklists", family=Family.CASES, about="Steps gone through in a case, ticked by whom and when.")
Key = Annotated[Text, Field(pattern="^[cs][0-9]{1,18}$", examples=["s3"])]


class ChecklistStep(Shape):
    """A step. `key` names it in this case: `s3` one of a checklist, `c7` one of the case's own."""

    key: str
    text: str
    done_at: Moment | None
    done_by_id: Id | None


class ChecklistSteps(Shape):
    """The steps of a case."""

    items: list[ChecklistStep]


class NewStep(Told):
    """A step of the case's own."""

    text: Annotated[Text, Field(min_length=1, max_length=200)]


class Tick(Told):
    """Which step, and whether it is done."""

    key: Key
    done: Flag = True


def _steps(case: Case) -> ChecklistSteps:
    return ChecklistSteps(
        items=[
            ChecklistStep(
                key=line.name,
                text=line.text,
                done_at=line.done_at,
                done_by_id=line.done_by.pk if line.done_by else None,
            )
            for line in lines_of(case)
        ]
    )


@noun.read("/cases/{int:case_id}/checklist", ChecklistSteps)
def list_case_steps(request: ApiRequest, case_id: Number) -> ChecklistSteps:
    """List the steps of a case."""
    return _steps(case_for(request.member, case_id))


@noun.act("/cases/{int:case_id}/checklist", ChecklistSteps, status=201)
def add_case_step(request: ApiRequest, case_id: Number, body: NewStep) -> ChecklistSteps:
    """Add a step of the case's own."""
    case = case_for(request.member, case_id)
    add_step(actor=request.member, case=case, text=body.text)
    request.made_at = f"/api/v1/cases/{case.pk}/checklist"
    return _steps(case)


@noun.act("/cases/{int:case_id}/checklist/ticks", ChecklistSteps)
def tick_case_step(request: ApiRequest, case_id: Number, body: Tick) -> ChecklistSteps:
    """Tick a step, or take the tick off."""
    case = case_for(request.member, case_id)
    tick(actor=request.member, case=case, name=body.key, done=body.done)
    return _steps(case)
