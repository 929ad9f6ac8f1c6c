"""Hand-overs: a case given to someone with what was asked, tried and promised, until they accept it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Shape, Text, Told, Whole
from kohtaamo.api.messages import ToldPromise
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.choices import HandoverState, Source
from kohtaamo.promises.commands.accept import accept, decline, take_back_handover
from kohtaamo.promises.commands.hand_over import Handing, hand_over
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.handing import chain_of, given_by, handover_for, offered_to
from kohtaamo.promises.models import Handover
from kohtaamo.staff.choices import Family
from kohtaamo.staff.models import Member, Team

noun = Noun("hand-overs", family=Family.PROMISES, about="Giving a case to someone with what was asked and promised.")
MOST = 200


class HandoverShape(Shape):
    """One hand-over."""

    id: Id
    case_id: Id
    customer_id: Id
    previous_id: Id | None = Field(description="The hand-over this case came by before.")
    from_member_id: Id
    from_team_id: Id
    to_team_id: Id
    to_member_id: Id | None = Field(description="Null: anybody of the team may accept.")
    asked: str
    tried: str
    promise_id: Id | None
    state: HandoverState
    offered_at: Moment
    answer_by: Moment = Field(description="When it comes back by itself.")
    settled_at: Moment | None
    settled_by_id: Id | None
    word: str = Field(description="Why it was not accepted.")


class HandoverList(Shape):
    """Hand-overs, at most two hundred."""

    items: list[HandoverShape]


def _all(rows: Any) -> HandoverList:
    return HandoverList(items=[HandoverShape.of(each) for each in rows[:MOST]])


@noun.read("/hand-overs/offered", HandoverList)
def list_offered_handovers(request: ApiRequest) -> HandoverList:
    """List what one may accept, the first to come back first."""
    return _all(offered_to(request.member))


@noun.read("/hand-overs/given", HandoverList)
def list_given_handovers(request: ApiRequest) -> HandoverList:
    """List one's own that wait for an answer or came back unseen."""
    return _all(given_by(request.member))


@noun.read("/hand-overs/{int:handover_id}", HandoverShape)
def get_handover(request: ApiRequest, handover_id: Number) -> HandoverShape:
    """Get a hand-over."""
    return HandoverShape.of(handover_for(request.member, handover_id))


@noun.read("/cases/{int:case_id}/hand-overs", HandoverList)
def list_case_handovers(request: ApiRequest, case_id: Number) -> HandoverList:
    """List how a case came to be where it is, the first hand-over first."""
    return _all(chain_of(case_for(request.member, case_id)))


class NewHandover(Told):
    """What is handed over and to whom."""

    team_id: Id
    member_id: Id | None = None
    asked: Annotated[Text, Field(min_length=1, max_length=4000, description="What the customer asks for.")]
    tried: Annotated[Text, Field(max_length=4000)] = ""
    promise: ToldPromise | None = Field(default=None, description="To the customer; the receiver keeps it.")
    told: Annotated[Text, Field(max_length=20_000)] = Field(
        default="", description="What is written to the customer; empty when told in person."
    )
    minutes: Annotated[Whole, Field(ge=5, le=1440)] = Field(default=30, description="To accept.")


@noun.act("/cases/{int:case_id}/hand-overs", HandoverShape, status=201)
def hand_case_over(request: ApiRequest, case_id: Number, body: NewHandover) -> HandoverShape:
    """Hand a case over."""
    case = case_for(request.member, case_id)
    team = Team.objects.filter(pk=body.team_id, is_active=True).first()
    member = Member.objects.filter(pk=body.member_id).select_related("role").first() if body.member_id else None
    if team is None or (body.member_id and member is None):
        raise NotFound
    said = body.promise
    terms = Terms(what=said.what, due_at=said.due_at, form=said.form, source=Source.HANDOVER) if said else None
    handing = Handing(
        team=team, member=member, asked=body.asked, tried=body.tried, terms=terms, told=body.told, minutes=body.minutes
    )
    made = hand_over(actor=request.member, case=case, handing=handing)
    request.made_at = f"/api/v1/hand-overs/{made.pk}"
    return HandoverShape.of(made)


class Word(Told):
    """Why, in a word."""

    word: Annotated[Text, Field(min_length=1, max_length=300)]


@noun.act("/hand-overs/{int:handover_id}/acceptance", HandoverShape)
def accept_handover(request: ApiRequest, handover_id: Number) -> HandoverShape:
    """Take the matter on."""
    return HandoverShape.of(accept(actor=request.member, handover=_one(request, handover_id)))


@noun.act("/hand-overs/{int:handover_id}/refusal", HandoverShape)
def decline_handover(request: ApiRequest, handover_id: Number, body: Word) -> HandoverShape:
    """Say why one cannot take it; it goes back at once."""
    handover = _one(request, handover_id)
    return HandoverShape.of(decline(actor=request.member, handover=handover, word=body.word))


@noun.act("/hand-overs/{int:handover_id}/withdrawal", HandoverShape)
def withdraw_handover(request: ApiRequest, handover_id: Number) -> HandoverShape:
    """Take the matter back before it was accepted."""
    return HandoverShape.of(take_back_handover(actor=request.member, handover=_one(request, handover_id)))


def _one(request: ApiRequest, handover_id: int) -> Handover:
    return handover_for(request.member, handover_id)
