"""How long things are kept: rules with a preview, what they have taken, and customers who are held."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.customers.queries import customer_for
from kohtaamo.passage.choices import RunState, Taking
from kohtaamo.passage.commands.hold import end_hold, set_hold
from kohtaamo.passage.commands.retention import FEWEST, MOST, begin_run, change_rule, end_rule, make_rule, turn
from kohtaamo.passage.keeping import hold_of, holds, preview, rule_for, rules
from kohtaamo.passage.models import Hold, Rule, Run
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family
from kohtaamo.touchpoints.models import Matter, Touchpoint

noun = Noun("retention", family=Family.DATA, about="What is not kept for ever, and what is held all the same.")
RUNS = 50
Months = Annotated[int, Field(strict=True, ge=FEWEST, le=MOST)]


class RetentionRuleShape(Shape):
    """A rule; null is every kind of matter or touchpoint. It takes nothing while it is off."""

    id: Id
    taking: Taking
    months: int = Field(description="Counted from settling; of a customer from the last that happened.")
    matter_id: Id | None
    touchpoint_id: Id | None
    is_on: bool
    made_at: Moment


class RetentionRuleList(Shape):
    """The rules that have not ended."""

    items: list[RetentionRuleShape]


class NewRetentionRule(Told):
    """A rule as it is to be."""

    taking: Taking
    months: Months
    matter_id: Id | None = None
    touchpoint_id: Id | None = None


class RetentionMonths(Told):
    """After how many months."""

    months: Months


class RetentionSwitch(Told):
    """On or off."""

    on: Flag


class RetentionPreview(Shape):
    """What the rule would take if it went now: how much, and the oldest ten."""

    count: int = Field(description="Cases, or customers when these are taken.")
    messages: int
    files: int
    case_ids: list[Id]
    customer_ids: list[Id]


class RetentionRunShape(Shape):
    """One going through a rule."""

    id: Id
    state: RunState
    member_id: Id | None = Field(description="Who began it; null is the clock at night.")
    began_at: Moment
    ended_at: Moment | None
    before: Moment = Field(description="What is older is taken.")
    total: int
    done: int
    passed: int = Field(description="Something had been opened or held meanwhile.")


class RetentionRunList(Shape):
    """The newest first, at most fifty."""

    items: list[RetentionRunShape]


class HoldShape(Shape):
    """A customer of whom nothing is taken away, by a rule or by hand."""

    id: Id
    customer_id: Id
    why: str
    set_by_id: Id | None
    set_at: Moment


class HoldPage(Page[HoldShape]):
    """Holds that have not ended, the newest first."""


class NewHold(Told):
    """Why."""

    why: Annotated[Text, Field(min_length=1, max_length=300, examples=["Kiista vakuutuksesta"])]


def _run(run: Run) -> RetentionRunShape:
    return RetentionRunShape.of(run, member_id=run.by_id, total=run.of)


@noun.read("/retention-rules", RetentionRuleList)
def list_retention_rules(request: ApiRequest) -> RetentionRuleList:
    """List the rules."""
    return RetentionRuleList(items=[RetentionRuleShape.of(each) for each in rules(request.member)])


@noun.act("/retention-rules", RetentionRuleShape, status=201)
def make_retention_rule(request: ApiRequest, body: NewRetentionRule) -> RetentionRuleShape:
    """Make a rule. It is off: look at its preview, then turn it on."""
    touchpoint = Touchpoint.objects.filter(pk=body.touchpoint_id or 0).first()
    matter = Matter.objects.filter(pk=body.matter_id or 0).first()
    if (body.touchpoint_id and touchpoint is None) or (body.matter_id and matter is None):
        raise NotFound
    made = make_rule(actor=request.member, taking=body.taking, months=body.months, matter=matter, touchpoint=touchpoint)
    request.made_at = f"/api/v1/retention-rules/{made.pk}"
    return RetentionRuleShape.of(made)


def _rule(request: ApiRequest, retention_id: int) -> Rule:
    return rule_for(request.member, retention_id)


@noun.read("/retention-rules/{int:retention_id}", RetentionRuleShape)
def get_retention_rule(request: ApiRequest, retention_id: Number) -> RetentionRuleShape:
    """Get a rule."""
    return RetentionRuleShape.of(_rule(request, retention_id))


@noun.put("/retention-rules/{int:retention_id}", RetentionRuleShape)
def change_retention_rule(request: ApiRequest, retention_id: Number, body: RetentionMonths) -> RetentionRuleShape:
    """Change after how many months. One that would take more is off until it is turned on again."""
    changed = change_rule(actor=request.member, rule=_rule(request, retention_id), months=body.months)
    return RetentionRuleShape.of(changed)


@noun.remove("/retention-rules/{int:retention_id}")
def end_retention_rule(request: ApiRequest, retention_id: Number) -> None:
    """End a rule. What it took does not come back."""
    end_rule(actor=request.member, rule=_rule(request, retention_id))


@noun.put("/retention-rules/{int:retention_id}/switch", RetentionRuleShape)
def switch_retention_rule(request: ApiRequest, retention_id: Number, body: RetentionSwitch) -> RetentionRuleShape:
    """Turn a rule on, every night from now, or off."""
    return RetentionRuleShape.of(turn(actor=request.member, rule=_rule(request, retention_id), is_on=body.on))


@noun.read("/retention-rules/{int:retention_id}/preview", RetentionPreview)
def preview_retention_rule(request: ApiRequest, retention_id: Number) -> RetentionPreview:
    """What a rule would take now. Nothing is taken."""
    found = preview(request.member, _rule(request, retention_id))
    return RetentionPreview(
        count=found.count, messages=found.messages, files=found.files, case_ids=[each.pk for each in found.cases],
        customer_ids=[each.pk for each in found.customers],
    )  # fmt: skip


@noun.read("/retention-rules/{int:retention_id}/runs", RetentionRunList)
def list_retention_runs(request: ApiRequest, retention_id: Number) -> RetentionRunList:
    """What a rule has taken."""
    return RetentionRunList(items=[_run(each) for each in _rule(request, retention_id).runs.all()[:RUNS]])


@noun.act("/retention-rules/{int:retention_id}/runs", RetentionRunShape, status=201)
def run_retention_rule(request: ApiRequest, retention_id: Number) -> RetentionRunShape:
    """Go through a rule now. What is taken does not come back. One that goes on already goes on."""
    rule = _rule(request, retention_id)
    run = begin_run(rule=rule, actor=request.member)
    request.made_at = f"/api/v1/retention-rules/{rule.pk}/runs"
    return _run(run)


@noun.read("/holds", HoldPage)
def list_holds(request: ApiRequest, limit: Limit = 50, after: After = "") -> HoldPage:
    """List the customers who are held."""
    place = place_in(request, after)
    found = holds(request.member)
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    kept, more = part(request, rows, limit, lambda hold: by_number(hold.pk))
    return HoldPage(items=[HoldShape.of(each) for each in kept], next=more)


@noun.read("/customers/{int:customer_id}/hold", HoldShape)
def get_hold(request: ApiRequest, customer_id: Number) -> HoldShape:
    """Get the hold of a customer."""
    return HoldShape.of(_hold(request, customer_id))


def _hold(request: ApiRequest, customer_id: int) -> Hold:
    found = hold_of(request.member, customer_for(request.member, customer_id))
    if found is None:
        raise NotFound
    return found


@noun.put("/customers/{int:customer_id}/hold", HoldShape)
def hold_customer(request: ApiRequest, customer_id: Number, body: NewHold) -> HoldShape:
    """Hold a customer. Held already, it stays as it is."""
    customer = customer_for(request.member, customer_id)
    return HoldShape.of(set_hold(actor=request.member, customer=customer, why=body.why))


@noun.remove("/customers/{int:customer_id}/hold")
def release_customer(request: ApiRequest, customer_id: Number) -> None:
    """End the hold of a customer."""
    end_hold(actor=request.member, customer=_hold(request, customer_id).customer)
