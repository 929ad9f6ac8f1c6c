"""What many wait for at once, and the one notice that tells them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Language, Moment, Number, Page, Shape, Text, Told, Whole
from kohtaamo.encounters.queries import case_for
from kohtaamo.outreach.choices import NoticeState, ToldBy, ToState
from kohtaamo.outreach.commands.cause import close_cause, open_again, open_cause
from kohtaamo.outreach.commands.draft import FASTEST, Said, begin_notice, write_notice
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.commands.join import part as part_case
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.send import cancel, go_on, pause, send, tell_newcomers
from kohtaamo.outreach.models import Cause, Notice
from kohtaamo.outreach.queries import (
    cause_for,
    counts_of,
    notice_for,
    notices_of,
    people_waiting,
    visible_causes,
    visible_to,
)
from kohtaamo.staff.choices import Family

noun = Noun(
    "notices", family=Family.NOTICES, about="Common matters, and one notice to all who wait for the same thing."
)


class CauseShape(Shape):
    """What many wait for at once."""

    id: Id
    title: str
    opened_at: Moment
    opened_by_id: Id | None
    closed_at: Moment | None
    people: int = Field(description="How many customers wait, of the cases one may see.")


class CausePage(Page[CauseShape]):
    """Common matters, the newest first."""


class NoticeTextShape(Shape):
    """A notice's words in one language."""

    language: str
    apology: str
    text: str
    promise: str


class NoticeShape(Shape):
    """One message to all who wait."""

    id: Id
    cause_id: Id
    state: NoticeState
    new_due_at: Moment | None
    rests: bool
    pace: int = Field(description="Messages a minute.")
    made_at: Moment
    prepared_at: Moment | None
    begun_at: Moment | None
    finished_at: Moment | None
    texts: list[NoticeTextShape]
    people: int
    waiting: int
    delivered: int
    failed: int


class NoticeList(Shape):
    """The notices of a common matter, the newest first."""

    items: list[NoticeShape]


class ToldPersonShape(Shape):
    """One customer and one notice."""

    id: Id
    customer_id: Id
    case_id: Id
    way: ToldBy
    language: str
    state: ToState
    message_id: Id | None
    reason: str
    settled_at: Moment | None


class ToldPersonPage(Page[ToldPersonShape]):
    """Those a notice goes to."""


def _cause(request: ApiRequest, cause: Cause) -> CauseShape:
    people = people_waiting(request.member, [cause])
    return CauseShape.of(cause, people=people.get(cause.pk, 0))


def _notice(request: ApiRequest, number: int) -> NoticeShape:
    return _notices(request, [notice_for(request.member, number)])[0]


def _notices(request: ApiRequest, found: list[Notice]) -> list[NoticeShape]:
    counts = counts_of(request.member, found)
    return [
        NoticeShape.of(
            each, texts=[NoticeTextShape.of(text) for text in each.texts.all()], people=counts[each.pk].people,
            waiting=counts[each.pk].waiting, delivered=counts[each.pk].delivered, failed=counts[each.pk].failed,
        )
        for each in found
    ]  # fmt: skip


@noun.read("/causes", CausePage)
def list_causes(request: ApiRequest, limit: Limit = 50, after: After = "") -> CausePage:
    """List common matters."""
    place = place_in(request, after)
    found = visible_causes(request.member).order_by("-pk")
    if place is not None:
        found = found.filter(pk__lt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, lambda each: by_number(each.pk))
    people = people_waiting(request.member, shown)
    return CausePage(items=[CauseShape.of(each, people=people.get(each.pk, 0)) for each in shown], next=more)


@noun.read("/causes/{int:cause_id}", CauseShape)
def get_cause(request: ApiRequest, cause_id: Number) -> CauseShape:
    """Get a common matter."""
    return _cause(request, cause_for(request.member, cause_id))


class NewCause(Told):
    """What they wait for."""

    title: Annotated[Text, Field(min_length=1, max_length=120)]
    case_id: Id | None = Field(default=None, description="The case it was noticed in.")


@noun.act("/causes", CauseShape, status=201)
def name_cause(request: ApiRequest, body: NewCause) -> CauseShape:
    """Name what many wait for."""
    case = case_for(request.member, body.case_id) if body.case_id else None
    made = open_cause(actor=request.member, title=body.title, case=case)
    request.made_at = f"/api/v1/causes/{made.pk}"
    return _cause(request, made)


class JoinedCases(Told):
    """Cases that wait for it."""

    case_ids: Annotated[list[Id], Field(min_length=1, max_length=1000)]


@noun.act("/causes/{int:cause_id}/cases", CauseShape)
def join_cases(request: ApiRequest, cause_id: Number, body: JoinedCases) -> CauseShape:
    """Join cases to a common matter."""
    cause = cause_for(request.member, cause_id)
    join(actor=request.member, cause=cause, cases=body.case_ids)
    return _cause(request, cause)


@noun.remove("/causes/{int:cause_id}/cases/{int:case_id}")
def part_joined_case(request: ApiRequest, cause_id: Number, case_id: Number) -> None:
    """Take a case out: it waits for something else."""
    cause = cause_for(request.member, cause_id)
    part_case(actor=request.member, cause=cause, case=case_for(request.member, case_id))


@noun.act("/causes/{int:cause_id}/closing", CauseShape)
def close_common_cause(request: ApiRequest, cause_id: Number) -> CauseShape:
    """Nobody waits for it any more."""
    return _cause(request, close_cause(actor=request.member, cause=cause_for(request.member, cause_id)))


@noun.act("/causes/{int:cause_id}/reopening", CauseShape)
def reopen_cause(request: ApiRequest, cause_id: Number) -> CauseShape:
    """People wait for it after all."""
    return _cause(request, open_again(actor=request.member, cause=cause_for(request.member, cause_id)))


@noun.read("/causes/{int:cause_id}/notices", NoticeList)
def list_notices(request: ApiRequest, cause_id: Number) -> NoticeList:
    """List the notices of a common matter."""
    found = list(notices_of(cause_for(request.member, cause_id)).prefetch_related("texts")[:200])
    return NoticeList(items=_notices(request, found))


@noun.act("/causes/{int:cause_id}/notices", NoticeShape, status=201)
def begin_common_notice(request: ApiRequest, cause_id: Number) -> NoticeShape:
    """Begin a notice, with words to start from in the languages of those who wait."""
    made = begin_notice(actor=request.member, cause=cause_for(request.member, cause_id))
    request.made_at = f"/api/v1/notices/{made.pk}"
    return _notice(request, made.pk)


@noun.read("/notices/{int:notice_id}", NoticeShape)
def get_notice(request: ApiRequest, notice_id: Number) -> NoticeShape:
    """Get a notice, and how far it is."""
    return _notice(request, notice_id)


class ToldWords(Told):
    """The words in one language. {name}, {promise} and {date} are filled for each person."""

    language: Language
    apology: Annotated[Text, Field(min_length=1, max_length=600)]
    text: Annotated[Text, Field(min_length=1, max_length=20_000)]
    promise: Annotated[Text, Field(max_length=200)] = ""


class ToldNotice(Told):
    """The words and the terms of a notice."""

    texts: Annotated[list[ToldWords], Field(min_length=1, max_length=3)]
    new_due_at: Moment | None = Field(default=None, description="Waiting promises are moved to it.")
    rests: Flag = Field(default=False, description="The cases wait for that time instead of for us.")
    pace: Annotated[Whole, Field(ge=1, le=FASTEST)] = 300


@noun.put("/notices/{int:notice_id}/text", NoticeShape)
def write_common_notice(request: ApiRequest, notice_id: Number, body: ToldNotice) -> NoticeShape:
    """Write a notice that has not been sent."""
    said = [
        Said(language=each.language, apology=each.apology, text=each.text, promise=each.promise) for each in body.texts
    ]
    write_notice(
        actor=request.member, notice=notice_for(request.member, notice_id), texts=said, new_due_at=body.new_due_at,
        rests=body.rests, pace=body.pace,
    )  # fmt: skip
    return _notice(request, notice_id)


@noun.act("/notices/{int:notice_id}/preparation", NoticeShape)
def prepare_notice(request: ApiRequest, notice_id: Number) -> NoticeShape:
    """Make the list of those who wait, each customer once."""
    prepare(actor=request.member, notice=notice_for(request.member, notice_id))
    return _notice(request, notice_id)


@noun.read("/notices/{int:notice_id}/people", ToldPersonPage)
def list_notice_people(request: ApiRequest, notice_id: Number, limit: Limit = 50, after: After = "") -> ToldPersonPage:
    """List those a notice goes to, and how far each is."""
    place = place_in(request, after)
    found = visible_to(request.member, [notice_for(request.member, notice_id)]).order_by("pk")
    if place is not None:
        found = found.filter(pk__gt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, lambda each: by_number(each.pk))
    return ToldPersonPage(items=[ToldPersonShape.of(each) for each in shown], next=more)


class Sending(Told):
    """To how many it goes: what `waiting` was when you looked."""

    people: Annotated[Whole, Field(ge=1)]


@noun.act("/notices/{int:notice_id}/sending", NoticeShape)
def send_notice(request: ApiRequest, notice_id: Number, body: Sending) -> NoticeShape:
    """Let a notice go.

    409 `people_changed` when those who wait are no longer the ones you looked at.
    """
    send(actor=request.member, notice=notice_for(request.member, notice_id), people=body.people)
    return _notice(request, notice_id)


def _turned(request: ApiRequest, notice_id: int, act: Any) -> NoticeShape:
    act(actor=request.member, notice=notice_for(request.member, notice_id))
    return _notice(request, notice_id)


@noun.act("/notices/{int:notice_id}/pause", NoticeShape)
def pause_notice(request: ApiRequest, notice_id: Number) -> NoticeShape:
    """Hold a notice: what is written leaves, the rest waits."""
    return _turned(request, notice_id, pause)


@noun.act("/notices/{int:notice_id}/going-on", NoticeShape)
def let_notice_go_on(request: ApiRequest, notice_id: Number) -> NoticeShape:
    """Let a held notice go on."""
    return _turned(request, notice_id, go_on)


@noun.act("/notices/{int:notice_id}/cancelling", NoticeShape)
def cancel_notice(request: ApiRequest, notice_id: Number) -> NoticeShape:
    """End a notice: nobody more is told."""
    return _turned(request, notice_id, cancel)


@noun.act("/notices/{int:notice_id}/newcomers", NoticeShape)
def tell_notice_newcomers(request: ApiRequest, notice_id: Number) -> NoticeShape:
    """Tell those who joined since; nobody is told twice."""
    return _turned(request, notice_id, tell_newcomers)
