"""What rules did, and undoing it: one firing, or all since a moment."""

from __future__ import annotations

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Page, Shape, Told
from kohtaamo.api.rules import ActShape
from kohtaamo.platform.errors import NotFound
from kohtaamo.rules import queries
from kohtaamo.rules.commands.fire import plain_act, try_again
from kohtaamo.rules.commands.undo import undo_firing
from kohtaamo.rules.commands.undo_many import begin_undoing
from kohtaamo.rules.models import Firing
from kohtaamo.rules.undoing import counts_of, outlooks, undoing_for
from kohtaamo.staff.choices import Family

noun = Noun("rule firings", family=Family.CASES, about="What rules did, when and to which case, and taking it back.")


class DoneAct(ActShape):
    """An act and, when it failed, why. `undone` is whether it was put back: back, part, kept, or empty when nobody undid
    it; `kept` is why not (changed, joined, noted, sent, told, gone, old)."""

    why: str
    undone: str
    kept: str


class FiringShape(Shape):
    """One time a rule acted on a case."""

    id: Id
    rule_id: Id
    case_id: Id
    at: Moment
    state: str = Field(description="done, failed, held, left or undone.")
    why: str
    tries: int
    undone_at: Moment | None
    undone_by_id: Id | None
    acts: list[DoneAct]


class OutlookShape(Shape):
    """What undoing an act would come to. `how` is back, part or kept; `kept` is why not whole."""

    do: str
    value: str
    extra: str
    how: str
    kept: str


class OutlookList(Shape):
    """What undoing would come to, act by act."""

    items: list[OutlookShape]


class NewUndoing(Told):
    """Since when; whether the rule is switched off as well."""

    since: Moment
    switch_off: Flag = False


class UndoingShape(Shape):
    """All a rule did since a moment, undone piece by piece. Ask again until `ended_at` is there. `back` is how many times
    something was put back, `left` how many times all was left as it is."""

    id: Id
    since: Moment
    by_id: Id
    total: int
    looked: int
    back: int
    left: int
    begun_at: Moment
    ended_at: Moment | None


class FiringPage(Page[FiringShape]):
    """What rules did, the newest first."""


@noun.read("/rule-firings", FiringPage)
def list_rule_firings(request: ApiRequest, limit: Limit = 50, after: After = "") -> FiringPage:
    """List what rules did."""
    place = place_in(request, after)
    found = queries.firings(request.member).order_by("-pk")
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    kept, more = part(request, rows, limit, lambda firing: by_number(firing.pk))
    return FiringPage(items=[_firing(each) for each in kept], next=more)


@noun.act("/rules/{int:rule_id}/firings/{int:firing_id}/retries", FiringShape)
def try_rule_again(request: ApiRequest, rule_id: Number, firing_id: Number) -> FiringShape:
    """Try again what failed. What was done is not done again."""
    return _firing(try_again(actor=request.member, firing=_one(request, rule_id, firing_id)))


@noun.read("/rules/{int:rule_id}/firings/{int:firing_id}/undoing", OutlookList)
def look_at_undoing(request: ApiRequest, rule_id: Number, firing_id: Number) -> OutlookList:
    """See what undoing one firing would come to. Nothing is done."""
    found = outlooks(_one(request, rule_id, firing_id))
    return OutlookList(items=[OutlookShape(**plain_act(row), how=seen.how, kept=str(seen.why)) for row, seen in found])


@noun.act("/rules/{int:rule_id}/firings/{int:firing_id}/undoing", FiringShape)
def undo_rule_firing(request: ApiRequest, rule_id: Number, firing_id: Number) -> FiringShape:
    """Undo what a rule did then, where nobody changed it since. What was sent stays sent."""
    return _firing(undo_firing(actor=request.member, firing=_one(request, rule_id, firing_id)))


@noun.act("/rules/{int:rule_id}/undoings", UndoingShape, status=201)
def undo_rule_since(request: ApiRequest, rule_id: Number, body: NewUndoing) -> UndoingShape:
    """Undo all a rule did since a moment, the newest first."""
    rule = queries.rule_for(request.member, rule_id)
    made = begin_undoing(actor=request.member, rule=rule, since=body.since, switch_off=body.switch_off)
    request.made_at = f"/api/v1/rules/{rule.pk}/undoings/{made.pk}"
    return UndoingShape.of(made, **counts_of(made))


@noun.read("/rules/{int:rule_id}/undoings/{int:undoing_id}", UndoingShape)
def get_rule_undoing(request: ApiRequest, rule_id: Number, undoing_id: Number) -> UndoingShape:
    """Get how far an undoing has come."""
    found = undoing_for(request.member, queries.rule_for(request.member, rule_id), undoing_id)
    return UndoingShape.of(found, **counts_of(found))


def _one(request: ApiRequest, rule_id: int, firing_id: int) -> Firing:
    firing = queries.firing_for(request.member, firing_id)
    if firing.rule_id != rule_id:
        raise NotFound
    return firing


def _firing(firing: Firing) -> FiringShape:
    names = ("do", "value", "extra", "why", "undone", "kept")
    return FiringShape.of(
        firing, acts=[DoneAct(**{name: str(act.get(name, "")) for name in names}) for act in firing.acts]
    )
