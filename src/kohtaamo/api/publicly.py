"""Promises to everyone: campaigns, advertisements, service standards; many at once from another system."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.cursor import BEGINNING
from kohtaamo.platform.errors import Conflict, NotFound
from kohtaamo.promises.choices import PublicKind
from kohtaamo.promises.commands.publish import Public, end_promise, honour, publish_promise
from kohtaamo.promises.commands.take_in_public import take_in
from kohtaamo.promises.models import PublicPromise
from kohtaamo.promises.public import of_case, public_promise_for, public_promises
from kohtaamo.promises.public_rows import MOST_ROWS, read_cells
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Location, Touchpoint

noun = Noun("public promises", family=Family.PROMISES, about="What was promised to everyone: words, days and places.")


def _day(given: Any) -> Any:
    if isinstance(given, date):
        return given
    try:
        return datetime.strptime(given, "%Y-%m-%d").date()
    except (TypeError, ValueError) as problem:
        raise ValueError("moment") from problem


Day = Annotated[
    date, BeforeValidator(_day), PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-20"]}),
]  # fmt: skip


class PublicPromiseShape(Shape):
    """A promise to everyone. With neither touchpoints nor locations it applies everywhere."""

    id: Id
    kind: PublicKind
    wording: str
    conditions: str
    begins: Day
    ends: Day | None
    touchpoint_ids: list[Id]
    location_ids: list[Id]
    owner_id: Id | None
    reference: str = Field(description="Its name in the system it came from.")
    written_at: Moment
    ended_at: Moment | None = Field(description="When it was taken back before its last day.")


class PublicPromisePage(Page[PublicPromiseShape]):
    """Promises to everyone, the latest to begin first."""


class PublicPromiseList(Shape):
    """What applies at a case's touchpoint now."""

    items: list[PublicPromiseShape]


def _shape(promise: PublicPromise) -> PublicPromiseShape:
    return PublicPromiseShape.of(
        promise, touchpoint_ids=[each.pk for each in promise.touchpoints.all()],
        location_ids=[each.pk for each in promise.locations.all()],
    )  # fmt: skip


def _place(promise: PublicPromise) -> tuple[datetime, int, int]:
    """Ordered by the first day: its number of days since 1970 is the rank."""
    return BEGINNING, (promise.begins - BEGINNING.date()).days, promise.pk


@noun.read("/public-promises", PublicPromisePage)
def list_public_promises(request: ApiRequest, limit: Limit = 50, after: After = "") -> PublicPromisePage:
    """List promises to everyone."""
    place = place_in(request, after)
    found = public_promises(request.member)
    if place is not None:
        begins = date.fromordinal(BEGINNING.toordinal() + place[1])
        found = found.filter(begins__lt=begins) | found.filter(begins=begins, pk__lt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, _place)
    return PublicPromisePage(items=[_shape(each) for each in shown], next=more)


@noun.read("/public-promises/{int:public_id}", PublicPromiseShape)
def get_public_promise(request: ApiRequest, public_id: Number) -> PublicPromiseShape:
    """Get a promise to everyone."""
    return _shape(public_promise_for(request.member, public_id))


@noun.read("/cases/{int:case_id}/public-promises", PublicPromiseList)
def list_case_public_promises(request: ApiRequest, case_id: Number) -> PublicPromiseList:
    """List what was promised to everyone at a case's touchpoint and holds now."""
    found = of_case(case_for(request.member, case_id))
    known = {each.pk: each for each in public_promises(request.member).filter(pk__in=[one.pk for one in found])}
    return PublicPromiseList(items=[_shape(known[each.pk]) for each in found])


class ToldPublic(Told):
    """What is promised to everyone."""

    kind: PublicKind
    wording: Annotated[Text, Field(min_length=1, max_length=300, examples=["Kuljetus 0 €"])]
    conditions: Annotated[Text, Field(max_length=4000)] = ""
    begins: Day
    ends: Day | None = None
    touchpoint_ids: Annotated[list[Id], Field(max_length=500)] = Field(default_factory=list)
    location_ids: Annotated[list[Id], Field(max_length=500)] = Field(default_factory=list)
    owner_id: Id | None = None
    reference: Annotated[Text, Field(max_length=60)] = ""


def _public(body: ToldPublic) -> Public:
    touchpoints = list(Touchpoint.objects.filter(pk__in=body.touchpoint_ids, is_active=True))
    locations = list(Location.objects.filter(pk__in=body.location_ids, is_active=True))
    owner = Member.objects.filter(pk=body.owner_id, is_active=True).first() if body.owner_id else None
    missing = len(touchpoints) != len(set(body.touchpoint_ids)) or len(locations) != len(set(body.location_ids))
    if missing or (body.owner_id and owner is None):
        raise NotFound
    return Public(
        kind=body.kind, wording=body.wording, conditions=body.conditions, begins=body.begins, ends=body.ends,
        touchpoints=touchpoints, locations=locations, owner=owner, reference=body.reference,
    )  # fmt: skip


@noun.act("/public-promises", PublicPromiseShape, status=201)
def publish_public_promise(request: ApiRequest, body: ToldPublic) -> PublicPromiseShape:
    """Write a promise to everyone down.

    One whose `reference` is known is changed instead, so that the same may be sent again.
    """
    require(request.member, Right.PUBLISH)
    known = PublicPromise.objects.filter(reference=body.reference).first() if body.reference.strip() else None
    made = publish_promise(actor=request.member, public=_public(body), promise=known)
    request.made_at = f"/api/v1/public-promises/{made.pk}"
    return _shape(public_promise_for(request.member, made.pk))


@noun.put("/public-promises/{int:public_id}", PublicPromiseShape)
def set_public_promise(request: ApiRequest, public_id: Number, body: ToldPublic) -> PublicPromiseShape:
    """Set a promise to everyone anew."""
    require(request.member, Right.PUBLISH)
    known = public_promise_for(request.member, public_id)
    taken = PublicPromise.objects.filter(reference=body.reference.strip()).exclude(pk=known.pk)
    if body.reference.strip() and taken.exists():
        raise Conflict
    publish_promise(actor=request.member, public=_public(body), promise=known)
    return _shape(public_promise_for(request.member, public_id))


@noun.remove("/public-promises/{int:public_id}")
def end_public_promise(request: ApiRequest, public_id: Number) -> None:
    """From now on it is not promised, whatever its last day was."""
    require(request.member, Right.PUBLISH)
    end_promise(actor=request.member, promise=public_promise_for(request.member, public_id))


Cell = Annotated[Text, Field(max_length=4000)]


class PublicRow(Told):
    """A row as in the CSV file; places and people by their names and addresses."""

    reference: Cell = ""
    kind: Cell
    wording: Cell
    conditions: Cell = ""
    begins: Day
    ends: Day | None = None
    touchpoints: Annotated[list[Cell], Field(max_length=500)] = Field(default_factory=list)
    locations: Annotated[list[Cell], Field(max_length=500)] = Field(default_factory=list)
    owner: Cell = Field(default="", description="The owner's mail address.")


class PublicIntake(Told):
    """Many at once. With ``dry_run`` nothing is written: the answer tells what would be."""

    items: Annotated[list[PublicRow], Field(max_length=MOST_ROWS)]
    dry_run: Flag = False


class IntakeLine(Shape):
    """What became of a row."""

    number: int = Field(description="Which row, the first is 1.")
    outcome: Literal["new", "changed", "same", "bad"]
    problem: str


class IntakeReport(Shape):
    """What became of every row; the good are written, the bad left out."""

    written: int
    items: list[IntakeLine]


@noun.act("/public-promises/imports", IntakeReport)
def import_public_promises(request: ApiRequest, body: PublicIntake) -> IntakeReport:
    """Take many promises to everyone in; each once, however often they are sent."""
    require(request.member, Right.PUBLISH)
    lines = read_cells([_cells(each) for each in body.items])
    written = 0 if body.dry_run else take_in(actor=request.member, lines=lines)
    told: list[Any] = [(each.number, each.outcome, each.problem) for each in lines]
    return IntakeReport(
        written=written, items=[IntakeLine(number=n, outcome=outcome, problem=said) for n, outcome, said in told]
    )


def _cells(row: PublicRow) -> dict[str, str]:
    return {
        "reference": row.reference, "kind": row.kind, "wording": row.wording, "conditions": row.conditions,
        "from": row.begins.isoformat(), "to": row.ends.isoformat() if row.ends else "",
        "touchpoints": "|".join(row.touchpoints), "locations": "|".join(row.locations), "owner": row.owner,
    }  # fmt: skip


class ToldHonouring(Told):
    """Whether it was honoured."""

    is_honoured: Flag
    why: Annotated[Text, Field(max_length=300)] = ""


class HonouringShape(Shape):
    """Whether a promise to everyone was honoured in a case."""

    id: Id
    promise_id: Id
    case_id: Id
    is_honoured: bool
    why: str
    at: Moment


@noun.act("/cases/{int:case_id}/public-promises/{int:public_id}/honouring", HonouringShape)
def honour_public_promise(
    request: ApiRequest, case_id: Number, public_id: Number, body: ToldHonouring
) -> HonouringShape:
    """Say whether a promise to everyone was honoured in a case."""
    case = case_for(request.member, case_id)
    promise = public_promise_for(request.member, public_id)
    made = honour(actor=request.member, case=case, promise=promise, is_honoured=body.is_honoured, why=body.why)
    return HonouringShape.of(made)
