"""What helps those who serve: saved answers, cases that sleep, answers that leave later, forwarding, being told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Language, Moment, Number, Shape, Text, Told
from kohtaamo.encounters.commands.forward import forward
from kohtaamo.encounters.commands.later import change_time
from kohtaamo.encounters.models import Later
from kohtaamo.encounters.queries import case_for, leaving_later, message_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.queries import promise_for
from kohtaamo.serving.choices import Told as ToldOf
from kohtaamo.serving.commands.answers import use_answer
from kohtaamo.serving.commands.snooze import snooze, wake
from kohtaamo.serving.commands.tell import see
from kohtaamo.serving.models import Notification, SavedAnswer, Snooze
from kohtaamo.serving.queries.answers import answer_for, saved_answers
from kohtaamo.serving.queries.snooze import asleep
from kohtaamo.serving.queries.told import notifications
from kohtaamo.serving.wording import sentence
from kohtaamo.staff.choices import Family

noun = Noun(
    "serving", family=Family.CASES, about="Saved answers, sleep, answers that leave later, forwarding, being told."
)
MOST = 500
Address = Annotated[Text, Field(max_length=320, pattern=r"^[^\s@,;]+@[^\s@,;]+$", examples=["kuljetus@posti.example"])]


class SavedTextShape(Shape):
    """A saved answer in one language."""

    language: Language
    text: str


class SavedAnswerShape(Shape):
    """A saved answer: everyone's when it has neither a team nor an owner."""

    id: Id
    name: str
    code: str = Field(description="The short word typed after a slash.")
    folder: str
    team_id: Id | None
    owner_id: Id | None
    uses: int
    texts: list[SavedTextShape]


class SavedAnswerList(Shape):
    """The saved answers you may use, by folder and name; at most 500."""

    items: list[SavedAnswerShape]


def _saved(answer: SavedAnswer) -> SavedAnswerShape:
    return SavedAnswerShape.of(answer, texts=[SavedTextShape.of(text) for text in answer.texts.all()])


@noun.read("/saved-answers", SavedAnswerList)
def list_saved_answers(request: ApiRequest) -> SavedAnswerList:
    """List saved answers."""
    found = saved_answers(request.member).prefetch_related("texts")[:MOST]
    return SavedAnswerList(items=[_saved(each) for each in found])


@noun.read("/saved-answers/{int:answer_id}", SavedAnswerShape)
def get_saved_answer(request: ApiRequest, answer_id: Number) -> SavedAnswerShape:
    """Get a saved answer."""
    return _saved(answer_for(request.member, answer_id))


class AnswerUse(Told):
    """In which case it is used, and in which language."""

    case_id: Id
    language: Language | None = Field(default=None, description="Null is the case's.")


class FilledAnswer(Shape):
    """The words for this case. What could not be filled in stands in ``missing`` and must be written before sending."""

    text: str
    language: Language
    missing: list[str]


@noun.act("/saved-answers/{int:answer_id}/uses", FilledAnswer)
def use_saved_answer(request: ApiRequest, answer_id: Number, body: AnswerUse) -> FilledAnswer:
    """Fill a saved answer from a case.

    Nothing is sent. Its files go on your draft.
    """
    case = case_for(request.member, body.case_id)
    used = use_answer(
        actor=request.member, case=case, answer=answer_for(request.member, answer_id), language=body.language or ""
    )
    return FilledAnswer(text=used.filled.text, language=used.language, missing=used.filled.missing)


class SleepShape(Shape):
    """A case that sleeps."""

    case_id: Id
    by_id: Id
    at: Moment
    until: Moment | None
    promise_id: Id | None
    wakes_on_thanks: bool
    word: str


class SleepList(Shape):
    """The cases that sleep, the first to wake first; at most 500."""

    items: list[SleepShape]


class NewSleep(Told):
    """Until when or until what; with neither, until the customer writes, which wakes it in every case."""

    until: Moment | None = None
    promise_id: Id | None = Field(default=None, description="Wakes an hour before this promise is due.")
    wakes_on_thanks: Flag = False
    word: Annotated[Text, Field(max_length=200)] = ""


@noun.read("/snoozed", SleepList)
def list_sleeping_cases(request: ApiRequest) -> SleepList:
    """List the cases that sleep."""
    return SleepList(items=[SleepShape.of(each) for each in asleep(request.member)[:MOST]])


@noun.act("/cases/{int:case_id}/sleep", SleepShape)
def put_case_to_sleep(request: ApiRequest, case_id: Number, body: NewSleep) -> SleepShape:
    """Put a case to sleep."""
    case = case_for(request.member, case_id)
    promise = promise_for(request.member, body.promise_id) if body.promise_id else None
    made: Snooze = snooze(
        actor=request.member, case=case, until=body.until, promise=promise, wakes_on_thanks=body.wakes_on_thanks,
        word=body.word,
    )  # fmt: skip
    return SleepShape.of(made)


class Awake(Shape):
    """A case that does not sleep."""

    case_id: Id


@noun.act("/cases/{int:case_id}/waking", Awake)
def wake_case(request: ApiRequest, case_id: Number) -> Awake:
    """Wake a case."""
    return Awake(case_id=wake(actor=request.member, case=case_for(request.member, case_id)).pk)


class LaterShape(Shape):
    """An answer that leaves later. ``held_at``: the customer wrote before it left, and it waits to be looked at."""

    message_id: Id
    case_id: Id
    leave_at: Moment
    set_by_id: Id | None
    held_at: Moment | None


class LaterList(Shape):
    """The answers that leave later, those held back first; at most 500."""

    items: list[LaterShape]


class LeaveAt(Told):
    """When it leaves."""

    at: Moment | None = Field(default=None, description="Null is now, after the undo time.")


@noun.read("/later", LaterList)
def list_answers_that_leave_later(request: ApiRequest) -> LaterList:
    """List the answers that leave later."""
    return LaterList(items=[LaterShape.of(each) for each in leaving_later(request.member)[:MOST]])


@noun.act("/messages/{int:message_id}/leaving", LaterShape)
def change_when_answer_leaves(request: ApiRequest, message_id: Number, body: LeaveAt) -> LaterShape:
    """Let an answer leave at another time, or now."""
    message = message_for(request.member, message_id)
    if not Later.objects.filter(message=message).exists():
        raise NotFound
    return LaterShape.of(change_time(actor=request.member, message=message, leave_at=body.at))


class NewForward(Told):
    """To whom a message is sent on, with which words and which of its files."""

    to: Annotated[list[Address], Field(min_length=1, max_length=20)]
    text: Annotated[Text, Field(max_length=100_000)] = ""
    attachment_ids: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list)


class Forwarded(Shape):
    """The message that went beside the customer."""

    message_id: Id
    case_id: Id


@noun.act("/messages/{int:message_id}/forwardings", Forwarded, status=201)
def forward_message(request: ApiRequest, message_id: Number, body: NewForward) -> Forwarded:
    """Forward a message.

    The customer sees neither this nor what is answered to it.
    """
    message = message_for(request.member, message_id)
    made = forward(
        actor=request.member, case=message.case, message=message, to=body.to, text=body.text, files=body.attachment_ids
    )
    request.made_at = f"/api/v1/messages/{made.pk}"
    return Forwarded(message_id=made.pk, case_id=made.case_id)


class NotificationShape(Shape):
    """Something you were told."""

    id: Id
    kind: ToldOf
    text: str
    case_id: Id | None
    message_id: Id | None
    article_id: Id | None
    by_id: Id | None
    at: Moment
    seen_at: Moment | None


class NotificationList(Shape):
    """What you were told, the newest first; at most 500."""

    items: list[NotificationShape]


def _told(row: Notification) -> NotificationShape:
    return NotificationShape.of(row, kind=ToldOf(row.kind), text=sentence(row))


@noun.read("/notifications", NotificationList)
def list_notifications(request: ApiRequest) -> NotificationList:
    """List what you were told."""
    return NotificationList(items=[_told(each) for each in notifications(request.member)[:MOST]])


class Seen(Shape):
    """How many were new."""

    count: int


@noun.act("/notifications/seen", Seen)
def see_notifications(request: ApiRequest) -> Seen:
    """Mark everything you were told as seen."""
    return Seen(count=see(actor=request.member))
