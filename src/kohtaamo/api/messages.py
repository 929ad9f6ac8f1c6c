"""What is said in a case: the talk, answers, notes, files; taking back and sending again."""

from __future__ import annotations

import base64
from typing import Annotated, Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field

from kohtaamo.api.errors import WrongFields
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.choices import Author, DeliveryState, EncounterState, Outcome
from kohtaamo.encounters.commands.deliver import send_again
from kohtaamo.encounters.commands.files import SentFile, put_files
from kohtaamo.encounters.commands.note import write_note as write_case_note
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.encounters.queries import attachment_for, case_for, encounters_of, message_for, talk_of
from kohtaamo.encounters.recipients import recipients_of
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import Form, Source
from kohtaamo.promises.commands.answer import answer
from kohtaamo.promises.commands.make import Terms
from kohtaamo.staff.choices import Family
from kohtaamo.touchpoints.choices import Channel

noun = Noun("messages", family=Family.CASES, about="What is said in a case, and the encounters it is said in.")
WITH_FILES = 24 * 1024 * 1024  # bytes of a body that carries files
MOST_FILES = 16 * 1024 * 1024


class EncounterShape(Shape):
    """One meeting."""

    id: Id
    case_id: Id
    customer_id: Id
    touchpoint_id: Id
    channel: Channel
    state: EncounterState
    arrived_at: Moment
    noticed_at: Moment | None
    answered_at: Moment | None
    ended_at: Moment | None
    outcome: Outcome | None
    feeling_start: int | None
    feeling_end: int | None


class EncounterList(Shape):
    """The meetings of a case, the first first."""

    items: list[EncounterShape]


class FileShape(Shape):
    """A file of a message."""

    id: Id
    name: str
    type: str
    size: int = Field(description="Bytes.")
    is_inline: bool


class DeliveryShape(Shape):
    """A message on its way to one recipient."""

    address: str
    role: str = Field(description="to or cc.")
    state: DeliveryState
    not_before: Moment = Field(description="Until then it can be taken back.")
    settled_at: Moment | None
    answer: str = Field(description="What the other server said.")


class MessageShape(Shape):
    """One thing said: by the customer, by us, a note among us, or by the system."""

    id: Id
    case_id: Id
    encounter_id: Id
    author: Author
    member_id: Id | None
    sender_name: str
    sender_address: str
    subject: str
    text: str = Field(description="Whole.")
    new_text: str = Field(description="Only the new words of a reply; empty when they are the same.")
    at: Moment
    is_automatic: bool
    files: list[FileShape]
    deliveries: list[DeliveryShape]


class MessagePage(Page[MessageShape]):
    """The talk, oldest first."""


def encounter_shape(met: Encounter) -> EncounterShape:
    return EncounterShape(
        id=met.pk, case_id=met.case_id, customer_id=met.customer_id, touchpoint_id=met.touchpoint_id,
        channel=Channel(met.channel), state=EncounterState(met.state), arrived_at=met.arrived_at,
        noticed_at=met.noticed_at, answered_at=met.answered_at, ended_at=met.ended_at,
        outcome=Outcome(met.outcome) if met.outcome else None, feeling_start=met.feeling_start,
        feeling_end=met.feeling_end,
    )  # fmt: skip


def message_shape(message: Message) -> MessageShape:
    """A message fetched with its files and deliveries."""
    return MessageShape(
        id=message.pk, case_id=message.case_id, encounter_id=message.encounter_id, author=Author(message.author),
        member_id=message.member_id, sender_name=message.sender_name, sender_address=message.sender_address,
        subject=message.subject, text=message.text, new_text=message.new_text, at=message.at,
        is_automatic=message.is_automatic,
        files=[
            FileShape(id=file.pk, name=file.name, type=file.type, size=file.size, is_inline=file.is_inline)
            for file in message.attachments.all()
        ],
        deliveries=[
            DeliveryShape(
                address=each.address, role=each.role, state=DeliveryState(each.state), not_before=each.not_before,
                settled_at=each.settled_at, answer=each.answer,
            )
            for each in message.deliveries.all()
        ],
    )  # fmt: skip


@noun.read("/cases/{int:case_id}/encounters", EncounterList)
def list_encounters(request: ApiRequest, case_id: Number) -> EncounterList:
    """List the meetings of a case."""
    case = case_for(request.member, case_id)
    return EncounterList(items=[encounter_shape(each) for each in encounters_of(case)])


@noun.read("/cases/{int:case_id}/messages", MessagePage)
def list_messages(request: ApiRequest, case_id: Number, limit: Limit = 50, after: After = "") -> MessagePage:
    """List what was said in a case, oldest first."""
    case = case_for(request.member, case_id)
    rows = talk_of(case, after=place_in(request, after), most=limit + 1)
    shown, more = part(request, rows, limit, lambda each: (each.at, 0, each.pk))
    return MessagePage(items=[message_shape(each) for each in shown], next=more)


@noun.read("/messages/{int:message_id}", MessageShape)
def get_message(request: ApiRequest, message_id: Number) -> MessageShape:
    """Get a message, with how it travelled."""
    return message_shape(message_for(request.member, message_id))


@noun.file("/cases/{int:case_id}/attachments/{int:attachment_id}")
def download_attachment(request: ApiRequest, case_id: Number, attachment_id: Number) -> HttpResponse:
    """Download a file of a case.

    Always as `application/octet-stream`: what it says it is, is in the message.
    """
    file = attachment_for(request.member, case_for(request.member, case_id), attachment_id)
    given = HttpResponse(fetch(file.blob_id), content_type="application/octet-stream")
    given.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return given


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as problem:
        raise ValueError("address") from problem
    return text


def _decoded(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


class ToldFile(Told):
    """A file to go with the words."""

    name: Annotated[Text, Field(min_length=1, max_length=255, examples=["lasku.pdf"])]
    type: Annotated[Text, Field(max_length=120, pattern=r"^[\w.+-]+/[\w.+-]+$", examples=["application/pdf"])] = (
        "application/octet-stream"
    )
    content: Annotated[
        str,
        Field(
            max_length=WITH_FILES, description="The bytes in base64.",
            json_schema_extra={"contentEncoding": "base64"}, examples=["SGVp"],
        ),
        AfterValidator(_decoded),
    ]  # fmt: skip


class ToldPromise(Told):
    """A promise made in the words."""

    what: Annotated[Text, Field(min_length=1, max_length=300, examples=["Soitamme"])]
    due_at: Moment
    form: Form = Form.ANY


Words = Annotated[Text, Field(min_length=1, max_length=100_000, examples=["Sänky tulee torstaina klo 14."])]
Files = Annotated[list[ToldFile], Field(max_length=20, description="At most 16 MB in all.")]


class NewReply(Told):
    """An answer to the customer."""

    text: Words
    to: Annotated[Text, Field(max_length=320)] = Field(
        default="", description="One of the case's addresses; empty is the one the customer last wrote from."
    )
    copies: Annotated[list[Annotated[Text, Field(max_length=320), AfterValidator(_address)]], Field(max_length=20)] = (
        Field(default_factory=list)
    )
    seen: Annotated[int, Field(ge=0, strict=True)] = Field(
        default=0, description="Id of the newest message you have read: 409 `something_new` when there is a newer one."
    )
    leave_at: Moment | None = Field(default=None, description="When it is to leave; null is after the undo time.")
    promises: Annotated[list[ToldPromise], Field(max_length=20)] = Field(default_factory=list)
    files: Files = Field(default_factory=list)


class NewNote(Told):
    """A note among us; the customer never sees it."""

    text: Words
    files: Files = Field(default_factory=list)


MESSAGE_LINKS: dict[str, Any] = {
    "get": {"operationId": "get_message", "parameters": {"message_id": "$response.body#/id"}},
    "recall": {"operationId": "take_message_back", "parameters": {"message_id": "$response.body#/id"}},
}


@noun.act("/cases/{int:case_id}/replies", MessageShape, status=201, body=WITH_FILES, links=MESSAGE_LINKS)
def write_reply(request: ApiRequest, case_id: Number, body: NewReply) -> MessageShape:
    """Answer the customer by mail.

    The answer leaves after the undo time; the promises in it are put in the register with it. The body may be 24 MB.
    """
    case = case_for(request.member, case_id)
    terms = [Terms(what=each.what, due_at=each.due_at, form=each.form, source=Source.TEXT) for each in body.promises]
    with unit_of_work():
        message = answer(
            actor=request.member, case=case, text=body.text, promises=terms, to=_one_of_the_case(case, body.to),
            copies=body.copies, seen=body.seen, leave_at=body.leave_at, keeps_draft=True,
        )  # fmt: skip
        return _with_files(request, message, body.files)


@noun.act("/cases/{int:case_id}/notes", MessageShape, status=201, body=WITH_FILES, links=MESSAGE_LINKS)
def write_note(request: ApiRequest, case_id: Number, body: NewNote) -> MessageShape:
    """Write a note that the customer never sees.

    The body may be 24 MB.
    """
    case = case_for(request.member, case_id)
    with unit_of_work():
        message = write_case_note(actor=request.member, case=case, text=body.text, keeps_draft=True)
        return _with_files(request, message, body.files)


def _one_of_the_case(case: Case, wanted: str) -> str:
    """The address an answer may go to: a program cannot send a customer's matter to anybody it likes."""
    if not wanted.strip():
        return ""
    known = {one.address.lower(): one.address for one in recipients_of(case).all}
    if wanted.strip().lower() not in known:
        said = _("Nobody in this matter has this address. Add it on the customer's page first.")
        raise WrongFields([("/to", "not_a_choice", said)])
    return known[wanted.strip().lower()]


def _with_files(request: ApiRequest, message: Message, files: list[ToldFile]) -> MessageShape:
    sent = [SentFile(file.name, file.type, base64.b64decode(file.content)) for file in files]
    limit = min(MOST_FILES, cast(int, settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024)
    if sent:
        put_files(actor=request.member, message=message, files=sent, limit=limit)
    request.made_at = f"/api/v1/messages/{message.pk}"
    return message_shape(message_for(request.member, message.pk))


@noun.act("/messages/{int:message_id}/recall", MessageShape)
def take_message_back(request: ApiRequest, message_id: Number) -> MessageShape:
    """Take an answer back while it waits to leave.

    409 `already_left` when it has.
    """
    message = _ours(request, message_id)
    take_back(actor=request.member, message=message)
    return message_shape(message_for(request.member, message_id))


@noun.act("/messages/{int:message_id}/sending", MessageShape)
def send_message_again(request: ApiRequest, message_id: Number) -> MessageShape:
    """Send an answer again that did not arrive."""
    send_again(actor=request.member, message=_ours(request, message_id))
    return message_shape(message_for(request.member, message_id))


def _ours(request: ApiRequest, message_id: int) -> Message:
    message = message_for(request.member, message_id)
    if message.author != Author.US:
        raise NotFound
    return message
