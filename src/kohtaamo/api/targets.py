"""Targets: how soon we mean to answer and settle, and the clocks that run in a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Shape, Told
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.staff.choices import Family
from kohtaamo.targets.commands.aim import LONGEST, Aimed, set_target
from kohtaamo.targets.models import Clock, Target
from kohtaamo.targets.queries import targets
from kohtaamo.touchpoints.models import Matter, Touchpoint

noun = Noun("targets", family=Family.TOUCHPOINTS, about="How soon we mean to answer and settle, in open hours.")
Minutes = Annotated[int, Field(strict=True, ge=1, le=LONGEST, description="Minutes of open time.")]


class TargetShape(Shape):
    """A target of a touchpoint and a kind of matter; null is every one. The most specific holds for each aim."""

    id: Id
    touchpoint_id: Id | None
    matter_id: Id | None
    first: int | None = Field(description="Minutes of open time to the first answer.")
    next: int | None = Field(description="Minutes of open time to later answers.")
    settle: int | None = Field(description="Minutes of open time to settling.")
    warn: int = Field(description="Percent of the time after which it is near.")


class TargetList(Shape):
    """The targets."""

    items: list[TargetShape]


class NewTarget(Told):
    """A target as it is to be; with no time there is none any more."""

    touchpoint_id: Id | None = None
    matter_id: Id | None = None
    first: Minutes | None = None
    next: Minutes | None = None
    settle: Minutes | None = None
    warn: Annotated[int, Field(strict=True, ge=10, le=99)] = 75


class ClockShape(Shape):
    """One time the case is to be answered or settled in. `due_at` is null while the customer is waited for."""

    id: Id
    aim: str = Field(description="first, next or settle.")
    minutes: int
    started_at: Moment
    warn_at: Moment | None
    due_at: Moment | None
    missed_at: Moment | None
    ended_at: Moment | None
    in_time: bool | None


class ClockList(Shape):
    """The clocks of a case, the first first."""

    items: list[ClockShape]


@noun.read("/targets", TargetList)
def list_targets(request: ApiRequest) -> TargetList:
    """List the targets."""
    return TargetList(items=[TargetShape.of(each) for each in targets(request.member)])


@noun.put("/targets", TargetShape)
def set_one_target(request: ApiRequest, body: NewTarget) -> TargetShape:
    """Set the target of a touchpoint and a kind of matter. What runs is reckoned anew."""
    if not any((body.first, body.next, body.settle)):
        raise Invalid
    return TargetShape.of(set_target(actor=request.member, aimed=_aimed(body)))


def _aimed(body: NewTarget) -> Aimed:
    touchpoint = Touchpoint.objects.filter(pk=body.touchpoint_id or 0).first()
    matter = Matter.objects.filter(pk=body.matter_id or 0).first()
    if (body.touchpoint_id and touchpoint is None) or (body.matter_id and matter is None):
        raise NotFound
    return Aimed(
        touchpoint=touchpoint, matter=matter, first=body.first, next=body.next, settle=body.settle, warn=body.warn
    )


@noun.read("/targets/{int:target_id}", TargetShape)
def get_target(request: ApiRequest, target_id: Number) -> TargetShape:
    """Get a target."""
    return TargetShape.of(_target(request, target_id))


@noun.remove("/targets/{int:target_id}")
def drop_target(request: ApiRequest, target_id: Number) -> None:
    """Take a target away."""
    target = _target(request, target_id)
    set_target(actor=request.member, aimed=Aimed(touchpoint=target.touchpoint, matter=target.matter))


def _target(request: ApiRequest, target_id: int) -> Target:
    found = targets(request.member).filter(pk=target_id).first()
    if found is None:
        raise NotFound
    return found


@noun.read("/cases/{int:case_id}/clocks", ClockList)
def list_case_clocks(request: ApiRequest, case_id: Number) -> ClockList:
    """List the clocks of a case."""
    found = Clock.objects.filter(case=case_for(request.member, case_id)).order_by("pk")
    return ClockList(items=[ClockShape.of(each) for each in found])
