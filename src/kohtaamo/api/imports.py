"""Files of other systems: sent, tried, and taken in."""

from __future__ import annotations

import base64
import io
from typing import Annotated

from pydantic import AfterValidator, Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.passage.carried import bad_rows, import_for, imports
from kohtaamo.passage.choices import ImportSource, ImportState
from kohtaamo.passage.commands.imports import Brought, bring, stop, take_in_earnest
from kohtaamo.passage.models import Import
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family
from kohtaamo.touchpoints.models import Touchpoint

noun = Noun(
    "imports", family=Family.DATA, about="Customers, cases and mails of other systems, tried before they come in."
)
WITH_FILE = 64 * 1024 * 1024  # bytes of a body that carries a file


def _decoded(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


class CountsShape(Shape):
    """What was counted."""

    new: int
    known: int = Field(description="Here already; left as they are.")
    customers: int = Field(description="New customers among them.")
    messages: int
    bad: int = Field(description="Rows that cannot be used.")


class ImportShape(Shape):
    """A file on its way in. `tried` is the report of the trial, `counts` what has come in so far; while it is read and
    tried, nothing has."""

    id: Id
    source: ImportSource
    name: str
    state: ImportState
    touchpoint_id: Id | None
    mailbox_id: Id | None
    made_at: Moment
    ended_at: Moment | None
    why: str = Field(description="It could not be read.")
    total: int = Field(description="Rows there are.")
    done: int = Field(description="Rows gone through.")
    tried: CountsShape | None
    counts: CountsShape
    examples: list[list[str]] = Field(description="The first rows, as people see them.")


class ImportPage(Page[ImportShape]):
    """The newest first."""


class NewImport(Told):
    """A file. Cases need a touchpoint."""

    source: ImportSource
    name: Annotated[Text, Field(min_length=1, max_length=200, examples=["asiakkaat.csv"])]
    content: Annotated[
        str,
        Field(
            max_length=WITH_FILE, description="The bytes in base64.", json_schema_extra={"contentEncoding": "base64"},
            examples=["ZW1haWwKYUBwb3N0aS5leGFtcGxlCg=="],
        ),
        AfterValidator(_decoded),
    ]  # fmt: skip
    touchpoint_id: Id | None = None
    mailbox_id: Id | None = Field(default=None, description="Where mails came to, when they do not tell.")


class BadRowShape(Shape):
    """A row that cannot be used."""

    id: Id
    row: int
    why: str
    cells: list[str]


class BadRowPage(Page[BadRowShape]):
    """In the order they were met."""


def _shape(brought: Import) -> ImportShape:
    tried = CountsShape(**brought.tried) if brought.tried else None
    is_in = tried is not None and brought.state != ImportState.READY
    counts = CountsShape.of(brought) if is_in else CountsShape(new=0, known=0, customers=0, messages=0, bad=0)
    return ImportShape.of(brought, tried=tried, counts=counts, why=brought.reason, total=brought.of, done=brought.at)


@noun.read("/imports", ImportPage)
def list_imports(request: ApiRequest, limit: Limit = 50, after: After = "") -> ImportPage:
    """List what was brought."""
    place = place_in(request, after)
    found = imports(request.member)
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    kept, more = part(request, rows, limit, lambda brought: by_number(brought.pk))
    return ImportPage(items=[_shape(each) for each in kept], next=more)


@noun.act("/imports", ImportShape, status=201, body=WITH_FILE)
def bring_file(request: ApiRequest, body: NewImport) -> ImportShape:
    """Bring a file. It is tried in the background, nothing is taken in: ask until its state is `ready`."""
    content = base64.b64decode(body.content)
    touchpoint = Touchpoint.objects.select_related("team").filter(pk=body.touchpoint_id or 0).first()
    mailbox = Mailbox.objects.filter(pk=body.mailbox_id or 0).first()
    if (body.touchpoint_id and touchpoint is None) or (body.mailbox_id and mailbox is None):
        raise NotFound
    brought = Brought(body.source, body.name, io.BytesIO(content), len(content), touchpoint, mailbox)
    made = bring(actor=request.member, brought=brought)
    request.made_at = f"/api/v1/imports/{made.pk}"
    return _shape(made)


@noun.read("/imports/{int:import_id}", ImportShape)
def get_import(request: ApiRequest, import_id: Number) -> ImportShape:
    """How far an import has come, and its reports."""
    return _shape(import_for(request.member, import_id))


@noun.read("/imports/{int:import_id}/bad-rows", BadRowPage)
def list_bad_rows(request: ApiRequest, import_id: Number, limit: Limit = 50, after: After = "") -> BadRowPage:
    """List the rows that cannot be used, with the reason."""
    place = place_in(request, after)
    found = bad_rows(request.member, import_for(request.member, import_id)).order_by("pk")
    rows = list((found.filter(pk__gt=place[2]) if place else found)[: limit + 1])
    kept, more = part(request, rows, limit, lambda row: by_number(row.pk))
    return BadRowPage(items=[BadRowShape.of(each, why=each.reason) for each in kept], next=more)


@noun.act("/imports/{int:import_id}/taking", ImportShape)
def take_import_in(request: ApiRequest, import_id: Number) -> ImportShape:
    """Take in what was tried, or go on with what was stopped. Asked for twice it goes once."""
    return _shape(take_in_earnest(actor=request.member, brought=import_for(request.member, import_id)))


@noun.act("/imports/{int:import_id}/stops", ImportShape)
def stop_import(request: ApiRequest, import_id: Number) -> ImportShape:
    """Stop after the rows under hand. What is in stays in."""
    return _shape(stop(actor=request.member, brought=import_for(request.member, import_id)))
