"""What a person may decide, what they decided, and asking for more."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Amount, Flag, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.queries import case_for
from kohtaamo.mandates.choices import Limit as LimitName
from kohtaamo.mandates.choices import Period, RequestState, Unit
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.commands.ask import ask, withdraw
from kohtaamo.mandates.commands.correct import correct, undo
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.models import Decision, Kind, Mandate, Request
from kohtaamo.mandates.queries.applying import given_by, mandates_of, remaining
from kohtaamo.mandates.queries.granting import kinds_to_ask
from kohtaamo.mandates.queries.seeing import (
    decision_for,
    decisions_of,
    request_for,
    visible_decisions,
    visible_requests,
)
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.rules import require

noun = Noun("decisions", family=Family.MANDATES, about="Mandates, what was decided within them, requests for more.")
Why = Annotated[Text, Field(min_length=1, max_length=120, examples=["Myöhässä"])]


class DecisionKind(Shape):
    """A kind of decision."""

    id: Id
    code: str
    name: str = Field(description="In the language asked for.")
    unit: Unit = Field(description="Money is in cents; none counts as 1 each time.")
    usual_amount: int | None


class DecisionKindList(Shape):
    """The kinds one may ask for."""

    items: list[DecisionKind]


class MandateShape(Shape):
    """What one may decide by oneself, in the kind's unit."""

    id: Id
    kind: DecisionKind
    to: Literal["person", "team", "role"] = Field(description="Why it applies: it is given to this.")
    touchpoint_id: Id | None
    per_encounter: int
    per_customer: int | None
    per_person: int | None
    period: Period
    valid_from: Moment
    valid_to: Moment | None
    given: int | None = Field(description="Given by oneself in the running period.")
    left: int | None = Field(description="Left in the case that was asked about.")
    tightest: LimitName | None = Field(description="The limit with the least left in that case.")


class MandateList(Shape):
    """What one may decide."""

    items: list[MandateShape]


class DecisionShape(Shape):
    """A decision. ``amount_now`` is what stands after corrections."""

    id: Id
    kind_id: Id
    case_id: Id
    customer_id: Id
    encounter_id: Id
    touchpoint_id: Id
    member_id: Id
    granted_by_id: Id | None
    mandate_id: Id | None
    request_id: Id | None
    message_id: Id | None
    amount: int
    amount_now: int
    reason: str
    at: Moment


class DecisionPage(Page[DecisionShape]):
    """Decisions, the latest first."""


class DecisionList(Shape):
    """The decisions of a case, the latest first."""

    items: list[DecisionShape]


class RequestShape(Shape):
    """A request for more than one may decide."""

    id: Id
    kind_id: Id
    case_id: Id
    amount: int
    granted: int | None
    over: LimitName = Field(description="The limit that stood in the way.")
    why: str
    asked_by_id: Id
    asked_of_id: Id | None
    asked_at: Moment
    state: RequestState
    answered_by_id: Id | None
    answered_at: Moment | None
    answer_word: str
    default_at: Moment | None


class RequestPage(Page[RequestShape]):
    """Requests, the latest first."""


def _kind_shape(kind: Kind) -> DecisionKind:
    return DecisionKind.of(kind, name=str(kind))


@noun.read("/decision-kinds", DecisionKindList)
def list_decision_kinds(request: ApiRequest) -> DecisionKindList:
    """List the kinds of decision in use."""
    return DecisionKindList(items=[_kind_shape(each) for each in kinds_to_ask(request.member)])


@noun.read("/mandates", MandateList)
def list_my_mandates(request: ApiRequest) -> MandateList:
    """List what one may decide, and how much of it is given."""
    found = list(mandates_of(request.member))
    given = given_by(request.member, found)
    return MandateList(items=[_mandate(each, given=given.get(each.pk, 0)) for each in found])


@noun.read("/cases/{int:case_id}/mandates", MandateList)
def list_case_mandates(request: ApiRequest, case_id: Number) -> MandateList:
    """List what one may decide in a case, and how much is left."""
    case = case_for(request.member, case_id)
    rooms = remaining(request.member, case)
    return MandateList(
        items=[_mandate(each.mandate, left=each.left, tightest=LimitName(each.tightest)) for each in rooms]
    )


def _mandate(mandate: Mandate, **more: Any) -> MandateShape:
    to = "person" if mandate.member_id else "team" if mandate.team_id else "role"
    known = {"given": None, "left": None, "tightest": None, **more}
    return MandateShape.of(mandate, kind=_kind_shape(mandate.kind), to=to, **known)


@noun.read("/decisions", DecisionPage)
def list_decisions(request: ApiRequest, limit: Limit = 50, after: After = "") -> DecisionPage:
    """List decisions in the cases one sees."""
    place = place_in(request, after)
    found = visible_decisions(request.member).order_by("-pk")
    if place is not None:
        found = found.filter(pk__lt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, lambda each: by_number(each.pk))
    return DecisionPage(items=[DecisionShape.of(each) for each in shown], next=more)


@noun.read("/cases/{int:case_id}/decisions", DecisionList)
def list_case_decisions(request: ApiRequest, case_id: Number) -> DecisionList:
    """List the decisions of a case."""
    found = decisions_of(request.member, case_for(request.member, case_id))
    return DecisionList(items=[DecisionShape.of(each) for each in found])


class NewDecision(Told):
    """What is decided."""

    kind_id: Id
    amount: Amount = 1
    reason: Why
    words: Annotated[Text, Field(max_length=20_000)] = Field(
        default="", description="What is written to the customer; empty when they are told in another way."
    )


@noun.act("/cases/{int:case_id}/decisions", DecisionShape, status=201)
def make_decision(request: ApiRequest, case_id: Number, body: NewDecision) -> DecisionShape:
    """Decide within one's mandate; nobody needs to approve.

    422 `over_limit` when it is more than is left: ask for it instead.
    """
    require(request.member, Right.DECIDE)
    case = case_for(request.member, case_id)
    made = decide(
        actor=request.member, case=case, kind=_kind(body.kind_id), amount=body.amount, reason=body.reason,
        words=body.words,
    )  # fmt: skip
    request.made_at = f"/api/v1/cases/{case.pk}/decisions"
    return DecisionShape.of(made)


def _kind(number: int) -> Kind:
    found = Kind.objects.filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


class Correction(Told):
    """What stands from now on; 0 takes the decision back."""

    amount: Amount
    reason: Why


@noun.act("/decisions/{int:decision_id}/corrections", DecisionShape)
def correct_decision(request: ApiRequest, decision_id: Number, body: Correction) -> DecisionShape:
    """Put a decision right; what it was is never lost."""
    decision = decision_for(request.member, decision_id)
    return DecisionShape.of(correct(actor=request.member, decision=decision, amount=body.amount, reason=body.reason))


@noun.act("/decisions/{int:decision_id}/undoing", DecisionShape)
def undo_decision(request: ApiRequest, decision_id: Number) -> DecisionShape:
    """Take a decision back at once, and its message while it waits to leave."""
    decision: Decision = decision_for(request.member, decision_id)
    return DecisionShape.of(undo(actor=request.member, decision=decision))


@noun.read("/decision-requests", RequestPage)
def list_decision_requests(
    request: ApiRequest, state: RequestState | None = None, limit: Limit = 50, after: After = ""
) -> RequestPage:
    """List requests: those one may answer, and one's own."""
    place = place_in(request, after)
    found = visible_requests(request.member).order_by("-pk")
    if not request.member.may(Right.GRANT):
        found = found.filter(asked_by=request.member)
    if state is not None:
        found = found.filter(state=state)
    if place is not None:
        found = found.filter(pk__lt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, lambda each: by_number(each.pk))
    return RequestPage(items=[RequestShape.of(each) for each in shown], next=more)


@noun.read("/decision-requests/{int:request_id}", RequestShape)
def get_decision_request(request: ApiRequest, request_id: Number) -> RequestShape:
    """Get a request."""
    return RequestShape.of(request_for(request.member, request_id))


class NewRequest(Told):
    """What is asked for."""

    kind_id: Id
    amount: Amount = 1
    why: Annotated[Text, Field(min_length=1, max_length=300)]
    words: Annotated[Text, Field(max_length=20_000)] = Field(
        default="", description="What is written to the customer when it is granted."
    )


@noun.act("/cases/{int:case_id}/requests", RequestShape, status=201)
def ask_for_decision(request: ApiRequest, case_id: Number, body: NewRequest) -> RequestShape:
    """Ask for more than one may decide, with the case attached."""
    require(request.member, Right.DECIDE)
    case = case_for(request.member, case_id)
    made = ask(
        actor=request.member, case=case, kind=_kind(body.kind_id), amount=body.amount, why=body.why, words=body.words
    )
    request.made_at = f"/api/v1/decision-requests/{made.pk}"
    return RequestShape.of(made)


class RequestAnswer(Told):
    """Yes or no; of a yes perhaps a part."""

    grant: Flag
    amount: Amount | None = Field(default=None, description="How much is granted; null is all that was asked.")
    word: Annotated[Text, Field(max_length=300)] = ""


@noun.act("/decision-requests/{int:request_id}/answer", RequestShape)
def answer_decision_request(request: ApiRequest, request_id: Number, body: RequestAnswer) -> RequestShape:
    """Grant a request or decline it; on a yes the decision is made at once."""
    found: Request = request_for(request.member, request_id)
    given = answer_request(actor=request.member, request=found, grant=body.grant, amount=body.amount, word=body.word)
    return RequestShape.of(given)


@noun.act("/decision-requests/{int:request_id}/withdrawal", RequestShape)
def withdraw_decision_request(request: ApiRequest, request_id: Number) -> RequestShape:
    """Say that one's own request is not needed any more."""
    return RequestShape.of(withdraw(actor=request.member, request=request_for(request.member, request_id)))
