"""Where customers meet us: touchpoints, the locations they stand in, when they are open."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from kohtaamo.api.customers import Clock
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Language, Number, Shape, Text, Told, Whole
from kohtaamo.api.frame.versions import match
from kohtaamo.api.publicly import Day
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.commands.hours import Week, add_exception, remove_exception, save_hours
from kohtaamo.touchpoints.commands.touchpoint import Facts, save_location, save_touchpoint
from kohtaamo.touchpoints.models import Hours, HoursException, Location, Touchpoint
from kohtaamo.touchpoints.queries import is_open_now

noun = Noun("touchpoints", family=Family.TOUCHPOINTS, about="Where customers meet us, and when we are open.")
Name = Annotated[Text, Field(min_length=1, max_length=120)]


class LocationShape(Shape):
    """Where touchpoints stand."""

    id: Id
    name: str
    address: str
    is_active: bool


class LocationList(Shape):
    """Every location, by name."""

    items: list[LocationShape]


class TouchpointShape(Shape):
    """A place where customers meet us."""

    id: Id
    name: str
    channel: Channel
    location_id: Id | None
    team_id: Id
    owner_id: Id | None
    hours_id: Id | None
    answer_minutes: int | None = Field(
        description="Answered within so many minutes of open time; null promises nothing."
    )
    answer_is_public: bool
    language: str
    is_active: bool
    is_open: bool = Field(description="At this moment.")


class TouchpointList(Shape):
    """Every touchpoint, by name."""

    items: list[TouchpointShape]


class PeriodShape(Shape):
    """Open from when to when; ``closes`` 00:00 is the end of the day."""

    weekday: int = Field(description="0 is Monday.")
    opens: Clock
    closes: Clock


class ExceptionShape(Shape):
    """A day unlike its weekday: closed when both times are null."""

    id: Id
    day: Day
    opens: Clock | None
    closes: Clock | None
    note: str


class HoursShape(Shape):
    """Opening hours that touchpoints share."""

    id: Id
    name: str
    zone: str
    always: bool
    holidays_closed: bool
    periods: list[PeriodShape]
    exceptions: list[ExceptionShape]


class HoursList(Shape):
    """All opening hours, by name."""

    items: list[HoursShape]


def _touchpoints() -> Any:
    found = Touchpoint.objects.select_related("hours").prefetch_related("hours__periods", "hours__exceptions")
    return found.order_by("name")


def _touchpoint(each: Touchpoint) -> TouchpointShape:
    return TouchpointShape.of(each, is_open=is_open_now(each))


def _one(model: Any, number: int) -> Any:
    found = model.filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


@noun.read("/touchpoints", TouchpointList)
def list_touchpoints(request: ApiRequest) -> TouchpointList:
    """List every touchpoint."""
    return TouchpointList(items=[_touchpoint(each) for each in _touchpoints()])


@noun.read("/touchpoints/{int:touchpoint_id}", TouchpointShape)
def get_touchpoint(request: ApiRequest, touchpoint_id: Number) -> TouchpointShape:
    """Get a touchpoint."""
    return _touchpoint(_one(_touchpoints(), touchpoint_id))


class NewTouchpoint(Told):
    """A touchpoint to add."""

    name: Name
    channel: Channel
    team_id: Id
    location_id: Id | None = None
    owner_id: Id | None = None
    hours_id: Id | None = None
    answer_minutes: Annotated[Whole, Field(ge=1, le=525_600)] | None = None
    answer_is_public: Flag = True
    language: Language = "fi"
    is_active: Flag = True


class TouchpointChange(Told):
    """What changes of a touchpoint; what is left out stays."""

    name: Name | None = None
    channel: Channel | None = None
    team_id: Id | None = None
    location_id: Id | None = None
    owner_id: Id | None = None
    hours_id: Id | None = None
    answer_minutes: Annotated[Whole, Field(ge=1, le=525_600)] | None = None
    answer_is_public: Flag | None = None
    language: Language | None = None
    is_active: Flag | None = None


_LINKS: dict[str, Any] = {
    "team": Team.objects, "location": Location.objects, "owner": Member.objects, "hours": Hours.objects,
}  # fmt: skip
_PLAIN = ("name", "channel", "answer_minutes", "answer_is_public", "language", "is_active")
_NEVER_EMPTY = {"name", "channel", "team", "answer_is_public", "language", "is_active"}


def _facts(said: dict[str, Any], known: Touchpoint | None = None) -> Facts:
    """What was said over what is known; a null empties only what may be empty."""
    values = {name: getattr(known, name) for name in (*_PLAIN, *_LINKS)} if known else {}
    for name in _PLAIN:
        if name in said and not (said[name] is None and name in _NEVER_EMPTY):
            values[name] = said[name]
    for name, model in _LINKS.items():
        number = said.get(f"{name}_id")
        if number is not None:
            values[name] = _one(model, number)
        elif f"{name}_id" in said and name not in _NEVER_EMPTY:
            values[name] = None
    return Facts(**values)


@noun.act("/touchpoints", TouchpointShape, status=201)
def add_touchpoint(request: ApiRequest, body: NewTouchpoint) -> TouchpointShape:
    """Add a touchpoint."""
    require(request.member, Right.MANAGE_TOUCHPOINTS)
    made = save_touchpoint(actor=request.member, facts=_facts(body.model_dump()))
    request.made_at = f"/api/v1/touchpoints/{made.pk}"
    return _touchpoint(_one(_touchpoints(), made.pk))


@noun.change("/touchpoints/{int:touchpoint_id}", TouchpointShape)
def change_touchpoint(request: ApiRequest, touchpoint_id: Number, body: TouchpointChange) -> TouchpointShape:
    """Change a touchpoint."""
    require(request.member, Right.MANAGE_TOUCHPOINTS)
    with unit_of_work():
        held = _one(Touchpoint.objects.select_for_update(), touchpoint_id)
        match(request, _touchpoint(_one(_touchpoints(), touchpoint_id)))
        save_touchpoint(actor=request.member, facts=_facts(body.model_dump(exclude_unset=True), held), touchpoint=held)
    return _touchpoint(_one(_touchpoints(), touchpoint_id))


@noun.read("/locations", LocationList)
def list_locations(request: ApiRequest) -> LocationList:
    """List every location."""
    return LocationList(items=[LocationShape.of(each) for each in Location.objects.order_by("name")])


class ToldLocation(Told):
    """Where touchpoints stand."""

    name: Name
    address: Annotated[Text, Field(max_length=200)] = ""


@noun.act("/locations", LocationShape, status=201)
def add_location(request: ApiRequest, body: ToldLocation) -> LocationShape:
    """Add a location."""
    made = save_location(actor=request.member, name=body.name, address=body.address)
    request.made_at = f"/api/v1/locations/{made.pk}"
    return LocationShape.of(made)


@noun.read("/locations/{int:location_id}", LocationShape)
def get_location(request: ApiRequest, location_id: Number) -> LocationShape:
    """Get a location."""
    return LocationShape.of(_one(Location.objects, location_id))


@noun.put("/locations/{int:location_id}", LocationShape)
def set_location(request: ApiRequest, location_id: Number, body: ToldLocation) -> LocationShape:
    """Set a location's name and address anew."""
    require(request.member, Right.MANAGE_TOUCHPOINTS)
    location = _one(Location.objects, location_id)
    saved = save_location(actor=request.member, name=body.name, address=body.address, location=location)
    return LocationShape.of(saved)


def _hours() -> Any:
    return Hours.objects.prefetch_related("periods", "exceptions").order_by("name")


def _hours_shape(hours: Hours) -> HoursShape:
    return HoursShape.of(
        hours, periods=[PeriodShape.of(each) for each in hours.periods.all()],
        exceptions=[ExceptionShape.of(each) for each in hours.exceptions.all()],
    )  # fmt: skip


@noun.read("/hours", HoursList)
def list_hours(request: ApiRequest) -> HoursList:
    """List all opening hours."""
    return HoursList(items=[_hours_shape(each) for each in _hours()])


@noun.read("/hours/{int:hours_id}", HoursShape)
def get_hours(request: ApiRequest, hours_id: Number) -> HoursShape:
    """Get opening hours."""
    return _hours_shape(_one(_hours(), hours_id))


class ToldPeriod(Told):
    """Open from when to when."""

    weekday: Annotated[Whole, Field(ge=0, le=6)]
    opens: Clock
    closes: Clock


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise ValueError("zone") from problem
    return text


class ToldHours(Told):
    """A week of opening hours."""

    name: Name
    zone: Annotated[Text, Field(min_length=1, max_length=40, examples=["Europe/Helsinki"]), AfterValidator(_zone)] = (
        "Europe/Helsinki"
    )
    always: Flag = False
    holidays_closed: Flag = True
    periods: Annotated[list[ToldPeriod], Field(max_length=70)] = Field(default_factory=list)


def _week(body: ToldHours) -> Week:
    periods: list[tuple[int, time, time]] = [(each.weekday, each.opens, each.closes) for each in body.periods]
    return Week(
        name=body.name, zone=body.zone, always=body.always, holidays_closed=body.holidays_closed, periods=periods
    )


@noun.act("/hours", HoursShape, status=201)
def add_hours(request: ApiRequest, body: ToldHours) -> HoursShape:
    """Add opening hours."""
    made = save_hours(actor=request.member, week=_week(body))
    request.made_at = f"/api/v1/hours/{made.pk}"
    return _hours_shape(_one(_hours(), made.pk))


@noun.put("/hours/{int:hours_id}", HoursShape)
def set_hours(request: ApiRequest, hours_id: Number, body: ToldHours) -> HoursShape:
    """Set opening hours anew; exceptions stay."""
    require(request.member, Right.MANAGE_TOUCHPOINTS)
    save_hours(actor=request.member, week=_week(body), hours=_one(Hours.objects, hours_id))
    return _hours_shape(_one(_hours(), hours_id))


class ToldException(Told):
    """A day unlike its weekday: closed when both times are left out."""

    day: Day
    opens: Clock | None = None
    closes: Clock | None = None
    note: Annotated[Text, Field(max_length=120)] = ""


@noun.act("/hours/{int:hours_id}/exceptions", HoursShape, status=201)
def add_hours_exception(request: ApiRequest, hours_id: Number, body: ToldException) -> HoursShape:
    """Add a day unlike its weekday."""
    require(request.member, Right.MANAGE_TOUCHPOINTS)
    hours = _one(Hours.objects, hours_id)
    add_exception(actor=request.member, hours=hours, day=body.day, opens=body.opens, closes=body.closes, note=body.note)
    request.made_at = f"/api/v1/hours/{hours.pk}"
    return _hours_shape(_one(_hours(), hours_id))


@noun.remove("/hours/{int:hours_id}/exceptions/{int:exception_id}")
def remove_hours_exception(request: ApiRequest, hours_id: Number, exception_id: Number) -> None:
    """The day is as its weekday again."""
    require(request.member, Right.MANAGE_TOUCHPOINTS)
    found = _one(HoursException.objects.filter(hours_id=hours_id), exception_id)
    remove_exception(actor=request.member, exception=found)
