"""Cases: the queue, one case, who has it, how its customer feels, ending and opening it again."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Language, Moment, Number, Page, Shape, Text, Told, Whole
from kohtaamo.api.frame.versions import match
from kohtaamo.customers.queries import customer_for
from kohtaamo.encounters.choices import CaseState, Outcome
from kohtaamo.encounters.commands.end import end, note_feeling, reopen
from kohtaamo.encounters.commands.fast_lane import leave_fast_lane, open_fast_lane
from kohtaamo.encounters.commands.note_meeting import Meeting, note_meeting
from kohtaamo.encounters.commands.set_for_whom import set_for_whom
from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.commands.take import assign, let_go, take
from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.work.narrowing import Narrowing, Whose
from kohtaamo.work.queue import cases_after, place_of

noun = Noun("cases", family=Family.CASES, about="Matters customers want settled.")
Feeling = Annotated[Whole, Field(ge=1, le=5, description="1 upset, 2 disappointed, 3 calm, 4 content, 5 delighted.")]


class CaseShape(Shape):
    """A case."""

    id: Id
    number: str = Field(description="As customers see it.", examples=["K-12"])
    subject: str
    state: CaseState = Field(description="Waits for us, waits for the customer, or settled.")
    waiting_since: Moment | None = Field(description="Since when it waits for us.")
    customer_id: Id
    customer_name: str
    for_customer_id: Id | None = Field(description="Whose matter it is, when not the customer's own.")
    for_whom: str
    touchpoint_id: Id
    team_id: Id
    owner_id: Id | None
    matter_id: Id | None
    channel: Channel = Field(description="Of the latest encounter.")
    language: str
    feeling: int | None = Field(description="The latest noted, 1 to 5.")
    fast_lane_at: Moment | None
    opened_at: Moment
    changed_at: Moment
    settled_at: Moment | None
    reopened: int = Field(description="How many times it was opened again.")
    merged_into_id: Id | None = Field(description="The case this one was joined to.")
    last_words: str = Field(description="The customer's latest words, cut.")


class CasePage(Page[CaseShape]):
    """Cases: those who wait for us with the longest wait first, the distressed before them; others the latest first."""


def case_shape(case: Case) -> CaseShape:
    """A case fetched with its customer."""
    return CaseShape(
        id=case.pk, number=case.number, subject=case.subject, state=CaseState(case.state),
        waiting_since=case.waiting_since, customer_id=case.customer_id, customer_name=case.customer.name,
        for_customer_id=case.for_customer_id, for_whom=case.for_whom, touchpoint_id=case.touchpoint_id,
        team_id=case.team_id, owner_id=case.owner_id, matter_id=case.matter_id, channel=Channel(case.channel),
        language=case.language, feeling=case.feeling, fast_lane_at=case.fast_lane_at, opened_at=case.opened_at,
        changed_at=case.changed_at, settled_at=case.settled_at, reopened=case.reopened,
        merged_into_id=case.merged_into_id, last_words=case.last_words,
    )  # fmt: skip


def shown(request: ApiRequest, case: Case) -> CaseShape:
    """The case as it is now."""
    return case_shape(case_for(request.member, case.pk))


@noun.read("/cases", CasePage)
def list_cases(
    request: ApiRequest,
    state: Literal["us", "customer", "settled", "all"] = "us",
    team_id: Number | None = None,
    mine: Literal["true"] | None = None,
    owner: Annotated[str, Field(pattern="^(nobody|[1-9][0-9]{0,8})$")] | None = None,
    touchpoint_id: Number | None = None,
    language: Language | None = None,
    tag_id: Number | None = None,
    matter_id: Number | None = None,
    longer: Annotated[int, Field(ge=1, le=99_999, description="Hours waited at least.")] | None = None,
    promise: Literal["late", "risk"] | None = None,
    limit: Limit = 50,
    after: After = "",
) -> CasePage:
    """List cases, like the queue.

    `state` `us` (the usual) are those who wait for us; `mine` are one's own; `owner` a person's number or `nobody`;
    `promise` those with an open promise that is late or at risk.
    """
    wanted = Narrowing(
        state=state, whose=Whose(team=team_id, mine=mine is not None), owner=owner or "", touchpoint=touchpoint_id,
        language=language or "", tag=tag_id, matter=matter_id, longer=longer, promise=promise or "",
    )  # fmt: skip
    rows = cases_after(request.member, wanted, place_in(request, after), most=limit + 1)
    found, more = part(request, rows, limit, lambda each: place_of(each, waits=wanted.is_waiting))
    return CasePage(items=[case_shape(each) for each in found], next=more)


CASE_LINKS: dict[str, Any] = {
    "get": {"operationId": "get_case", "parameters": {"case_id": "$response.body#/id"}},
    "messages": {"operationId": "list_messages", "parameters": {"case_id": "$response.body#/id"}},
    "note": {"operationId": "write_note", "parameters": {"case_id": "$response.body#/id"}},
    "ending": {"operationId": "end_case", "parameters": {"case_id": "$response.body#/id"}},
    "promise": {"operationId": "make_promise", "parameters": {"case_id": "$response.body#/id"}},
}


class NewMeeting(Told):
    """A meeting that happened: who came, what they said, how to reach them."""

    touchpoint_id: Id
    channel: Channel
    reach: Annotated[
        Text, Field(min_length=3, max_length=320, description="A mail address or a number.", examples=["040 123 4567"])
    ]
    words: Annotated[Text, Field(min_length=1, max_length=20_000, description="What they said.")]
    name: Annotated[Text, Field(max_length=200)] = ""
    subject: Annotated[Text, Field(max_length=300)] = ""
    for_whom: Annotated[Text, Field(max_length=200)] = ""
    language: Language | None = None
    feeling: Feeling | None = None


@noun.act("/cases", CaseShape, status=201, links=CASE_LINKS)
def open_case(request: ApiRequest, body: NewMeeting) -> CaseShape:
    """Write a meeting down: a call, a visit, a form, an order that went wrong.

    The customer is known again by `reach`; their open case goes on, or a new one begins. It is the writer's own.
    """
    place = Touchpoint.objects.filter(pk=body.touchpoint_id, is_active=True).select_related("team", "hours").first()
    if place is None:
        raise NotFound
    meeting = Meeting(
        touchpoint=place, channel=body.channel, name=body.name, reach=body.reach, subject=body.subject,
        words=body.words, for_whom=body.for_whom, language=body.language or "", feeling=body.feeling,
    )  # fmt: skip
    message = note_meeting(actor=request.member, meeting=meeting)
    request.made_at = f"/api/v1/cases/{message.case_id}"
    return shown(request, message.case)


@noun.read("/cases/{int:case_id}", CaseShape)
def get_case(request: ApiRequest, case_id: Number) -> CaseShape:
    """Get a case."""
    return case_shape(case_for(request.member, case_id))


class CaseChange(Told):
    """What changes of a case; what is left out stays."""

    for_whom: Annotated[Text, Field(max_length=200)] | None = None
    for_customer_id: Id | None = None
    matter_id: Id | None = None


@noun.change("/cases/{int:case_id}", CaseShape)
def change_case(request: ApiRequest, case_id: Number, body: CaseChange) -> CaseShape:
    """Say whose matter it is, and of what kind.

    `for_customer_id` and `matter_id` may be null: the customer's own, and of no kind.
    """
    require(request.member, Right.ANSWER)
    with unit_of_work():
        case = hold(request.member, case_for(request.member, case_id))
        match(request, shown(request, case))
        if body.given & {"for_whom", "for_customer_id"}:
            other = case.for_customer_id if "for_customer_id" not in body.given else body.for_customer_id
            set_for_whom(
                actor=request.member, case=case, for_whom=case.for_whom if body.for_whom is None else body.for_whom,
                for_customer=customer_for(request.member, other) if other else None,
            )  # fmt: skip
        if "matter_id" in body.given:
            set_matter(actor=request.member, case=case, matter=_matter(body.matter_id))
    return shown(request, case)


def _matter(number: int | None) -> Matter | None:
    if number is None:
        return None
    found = Matter.objects.filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


@noun.act("/cases/{int:case_id}/takings", CaseShape)
def take_case(request: ApiRequest, case_id: Number) -> CaseShape:
    """Take a case on.

    409 `already_taken` when a colleague has it.
    """
    return shown(request, take(actor=request.member, case=case_for(request.member, case_id)))


@noun.act("/cases/{int:case_id}/letting-go", CaseShape)
def let_case_go(request: ApiRequest, case_id: Number) -> CaseShape:
    """Give a case back to its team's queue."""
    case = let_go(actor=request.member, case=case_for(request.member, case_id))
    return shown(request, case)


class Giving(Told):
    """To whom the case is given."""

    team_id: Id
    owner_id: Id | None = Field(default=None, description="A person who may have the team's cases; null is the queue.")
    word: Annotated[Text, Field(max_length=200)] = ""


class Given(Shape):
    """The case as it was given; null when it has left one's sight."""

    case: CaseShape | None


@noun.act("/cases/{int:case_id}/givings", Given)
def give_case(request: ApiRequest, case_id: Number, body: Giving) -> Given:
    """Give a case to a team, or to a person in it."""
    case = case_for(request.member, case_id)
    team = Team.objects.filter(pk=body.team_id, is_active=True).first()
    owner = Member.objects.filter(pk=body.owner_id, is_active=True).first() if body.owner_id else None
    if team is None or (body.owner_id and owner is None):
        raise NotFound
    assign(actor=request.member, case=case, team=team, owner=owner, word=body.word)
    try:
        return Given(case=shown(request, case))
    except NotFound:
        return Given(case=None)


class Felt(Told):
    """How the customer feels, noted by a person or told by the customer; never inferred."""

    feeling: Feeling


@noun.act("/cases/{int:case_id}/feelings", CaseShape)
def note_case_feeling(request: ApiRequest, case_id: Number, body: Felt) -> CaseShape:
    """Note how the customer feels now."""
    case = case_for(request.member, case_id)
    return shown(request, note_feeling(actor=request.member, case=case, feeling=body.feeling))


class Ending(Told):
    """How the meeting ended."""

    outcome: Outcome
    feeling: Feeling | None = Field(default=None, description="The feeling the customer left with.")


@noun.act("/cases/{int:case_id}/endings", CaseShape)
def end_case(request: ApiRequest, case_id: Number, body: Ending) -> CaseShape:
    """End the open encounters of a case; `solved` settles it."""
    case = case_for(request.member, case_id)
    return shown(request, end(actor=request.member, case=case, outcome=body.outcome, feeling=body.feeling))


@noun.act("/cases/{int:case_id}/reopenings", CaseShape)
def reopen_case(request: ApiRequest, case_id: Number) -> CaseShape:
    """Open a settled case again."""
    return shown(request, reopen(actor=request.member, case=case_for(request.member, case_id)))


class FastLane(Told):
    """Who meets the customer; null is whoever has the case, else oneself."""

    owner_id: Id | None = None


@noun.act("/cases/{int:case_id}/fast-lane", CaseShape)
def open_case_fast_lane(request: ApiRequest, case_id: Number, body: FastLane) -> CaseShape:
    """Take a case past the ordinary queue, with a person named at once."""
    case = case_for(request.member, case_id)
    owner = Member.objects.filter(pk=body.owner_id, is_active=True).first() if body.owner_id else None
    if body.owner_id and owner is None:
        raise NotFound
    return shown(request, open_fast_lane(actor=request.member, case=case, owner=owner))


@noun.remove("/cases/{int:case_id}/fast-lane")
def leave_case_fast_lane(request: ApiRequest, case_id: Number) -> None:
    """The worst is over: the case waits like the others."""
    leave_fast_lane(actor=request.member, case=case_for(request.member, case_id))
