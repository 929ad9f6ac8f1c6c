"""Rules: read as sentences, written, switched, tried on what happened, and what they did."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Shape, Text, Told
from kohtaamo.rules import queries
from kohtaamo.rules.commands.trial import begin_trial
from kohtaamo.rules.commands.write import Wish, remove, switch, write_rule
from kohtaamo.rules.models import Rule, Trial
from kohtaamo.rules.sentences import Reader
from kohtaamo.staff.choices import Family

noun = Noun("rules", family=Family.CASES, about="What happens by itself, when and to which cases, and what was done.")
Word = Annotated[Text, Field(max_length=40)]
Words = Annotated[Text, Field(max_length=500)]


class WhenShape(Shape):
    """When it looks: a kind, with a number of hours or days, or a time of day and weekdays (Monday is 0)."""

    kind: str = Field(examples=["wrote"])
    number: int | None = None
    clock: str | None = Field(default=None, examples=["08:30"])
    days: list[int] = Field(default_factory=list)


class ConditionShape(Shape):
    """What is to hold. `values` are ids or words to choose from, `extra` what is written."""

    what: str = Field(examples=["subject"])
    how: str = Field(description="is or not.", examples=["is"])
    values: list[str]
    extra: str


class ActShape(Shape):
    """What is done."""

    do: str = Field(examples=["tag"])
    value: str
    extra: str


class RuleShape(Shape):
    """A rule. `sentence` reads it aloud."""

    id: Id
    name: str
    sentence: str
    owner_id: Id = Field(description="Who answers for it: it may do what they may.")
    place: int
    is_on: bool
    joined: str = Field(description="all or any of the conditions hold.")
    stops: bool = Field(description="Later rules leave be what it acts on.")
    starts_on: date | None
    ends_on: date | None
    when: WhenShape
    conditions: list[ConditionShape]
    acts: list[ActShape]


class RuleList(Shape):
    """The rules in the order they are looked at."""

    items: list[RuleShape]


class ToldWhen(Told):
    """When it looks."""

    kind: Word
    number: Annotated[int, Field(strict=True, ge=1, le=10_000)] | None = None
    clock: Annotated[Text, Field(max_length=5)] | None = None
    days: list[Annotated[int, Field(strict=True, ge=0, le=6)]] = Field(default_factory=list, max_length=7)


class ToldCondition(Told):
    """What is to hold."""

    what: Word
    how: Literal["is", "not"] = "is"
    values: list[Word] = Field(default_factory=list, max_length=100)
    extra: Words = ""


class ToldAct(Told):
    """What is done."""

    do: Word
    value: Word = ""
    extra: Words = ""


class NewRule(Told):
    """A rule as it is to be. A new one is off; whoever wrote it last answers for it."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]
    when: ToldWhen
    acts: list[ToldAct] = Field(min_length=1, max_length=20)
    conditions: list[ToldCondition] = Field(default_factory=list, max_length=20)
    joined: Literal["all", "any"] = "all"
    stops: Flag = False
    starts_on: date | None = None
    ends_on: date | None = None

    def wish(self) -> Wish:
        return Wish(
            name=self.name, when=self.when.model_dump(), acts=[each.model_dump() for each in self.acts],
            conditions=[each.model_dump() for each in self.conditions], joined=self.joined, stops=self.stops,
            starts_on=self.starts_on, ends_on=self.ends_on,
        )  # fmt: skip


class Switch(Told):
    """On or off."""

    on: Flag


class NewTrial(Told):
    """Of how many days."""

    days: Annotated[int, Field(strict=True, ge=1, le=90)] = 7


class FindShape(Shape):
    """One time it would have acted."""

    case_id: Id
    at: Moment


class TrialShape(Shape):
    """What the rule would have done: how often it came up, how often it would have acted, and where, the newest first, at
    most 500. Longer trials go on by themselves: ask again until `ended_at` is there."""

    id: Id
    days: int
    percent: int
    looked: int
    found: int
    ended_at: Moment | None
    finds: list[FindShape]


def _shape(rule: Rule, reader: Reader) -> RuleShape:
    return RuleShape.of(
        rule, sentence=reader.sentence(rule), owner_id=rule.owner_id, when=WhenShape(**rule.when),
        conditions=[ConditionShape(**row) for row in rule.conditions], acts=[ActShape(**row) for row in rule.acts],
    )  # fmt: skip


@noun.read("/rules", RuleList)
def list_rules(request: ApiRequest) -> RuleList:
    """List the rules."""
    reader = Reader()
    return RuleList(items=[_shape(rule, reader) for rule in queries.rules(request.member)])


@noun.act("/rules", RuleShape, status=201)
def write_new_rule(request: ApiRequest, body: NewRule) -> RuleShape:
    """Write a rule. It is off until it is switched on."""
    made = write_rule(actor=request.member, wish=body.wish())
    request.made_at = f"/api/v1/rules/{made.pk}"
    return _shape(made, Reader())


@noun.read("/rules/{int:rule_id}", RuleShape)
def get_rule(request: ApiRequest, rule_id: Number) -> RuleShape:
    """Get a rule."""
    return _shape(queries.rule_for(request.member, rule_id), Reader())


@noun.put("/rules/{int:rule_id}", RuleShape)
def rewrite_rule(request: ApiRequest, rule_id: Number, body: NewRule) -> RuleShape:
    """Change a rule."""
    rule = queries.rule_for(request.member, rule_id)
    return _shape(write_rule(actor=request.member, wish=body.wish(), rule=rule), Reader())


@noun.remove("/rules/{int:rule_id}")
def remove_rule(request: ApiRequest, rule_id: Number) -> None:
    """Take a rule away; what it did stays."""
    remove(actor=request.member, rule=queries.rule_for(request.member, rule_id))


@noun.put("/rules/{int:rule_id}/switch", RuleShape)
def switch_rule(request: ApiRequest, rule_id: Number, body: Switch) -> RuleShape:
    """Switch a rule on, from now, or off."""
    return _shape(switch(actor=request.member, rule=queries.rule_for(request.member, rule_id), on=body.on), Reader())


@noun.act("/rules/{int:rule_id}/trials", TrialShape, status=201)
def try_rule(request: ApiRequest, rule_id: Number, body: NewTrial) -> TrialShape:
    """Try a rule on what happened. Nothing is done."""
    rule = queries.rule_for(request.member, rule_id)
    made = begin_trial(actor=request.member, rule=rule, days=body.days)
    request.made_at = f"/api/v1/rules/{rule.pk}/trials/{made.pk}"
    return _trial(request, made)


@noun.read("/rules/{int:rule_id}/trials/{int:trial_id}", TrialShape)
def get_rule_trial(request: ApiRequest, rule_id: Number, trial_id: Number) -> TrialShape:
    """Get a trial of yours."""
    rule = queries.rule_for(request.member, rule_id)
    return _trial(request, queries.trial_for(request.member, rule, trial_id))


def _trial(request: ApiRequest, trial: Trial) -> TrialShape:
    finds = [FindShape(case_id=one.case_id, at=one.at) for one in queries.finds(request.member, trial)[:500]]
    return TrialShape.of(trial, finds=finds)
