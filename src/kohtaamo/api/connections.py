"""Connections to other systems: how they stand, what they were told, sending again. They are made and ended on their page,
where the secret is shown once.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape
from kohtaamo.platform.connections.choices import AttemptProblem, DispatchState, PausedWhy
from kohtaamo.platform.connections.models import Attempt, Connection, Dispatch
from kohtaamo.staff.choices import Family
from kohtaamo.staff.commands.connections import pause, resume, send_again, send_all_again, send_test
from kohtaamo.staff.connecting import connection_for, connections, dispatch_for, dispatches

noun = Noun("connections", family=Family.OPERATIONS, about="Other systems that are told what happens here.")


class ConnectionShape(Shape):
    """A connection. The secret is never told here."""

    id: Id
    name: str
    url: str
    kinds: list[str] = Field(description="Kinds it hears of; one ending in a full stop means all that begin so.")
    made_at: Moment
    ended_at: Moment | None
    paused_at: Moment | None
    paused_why: PausedWhy
    answered_at: Moment | None = Field(description="When it last took something.")
    failing_since: Moment | None


class ConnectionPage(Page[ConnectionShape]):
    """Connections, the newest first."""


class AttemptShape(Shape):
    """One try to tell an event."""

    began_at: Moment
    ended_at: Moment | None
    status: int | None
    problem: AttemptProblem
    milliseconds: int | None
    answer: str = Field(description="The beginning of what it said.")


class EventShape(Shape):
    """An event on its way to a connection. ``name`` is its ``webhook-id``."""

    id: Id
    kind: str
    name: str
    state: DispatchState
    made_at: Moment
    next_at: Moment = Field(description="When it is tried next, while it waits.")
    settled_at: Moment | None


class EventWhole(EventShape):
    """An event with what is said and every attempt."""

    body: Any | None = Field(description="What is said; null until it first leaves.")
    attempts: list[AttemptShape]


class EventPage(Page[EventShape]):
    """What a connection is told, the newest first."""


class Again(Shape):
    """How many events were put in line again."""

    count: int


def _shape(each: Connection) -> ConnectionShape:
    return ConnectionShape(
        id=each.pk, name=each.name, url=each.url, kinds=each.kinds, made_at=each.made_at, ended_at=each.ended_at,
        paused_at=each.paused_at, paused_why=PausedWhy(each.paused_why), answered_at=each.answered_at,
        failing_since=each.failing_since,
    )  # fmt: skip


def _event(each: Dispatch) -> dict[str, Any]:
    return {
        "id": each.pk, "kind": each.kind, "name": each.called, "state": DispatchState(each.state), "made_at": each.made_at,
        "next_at": each.next_at, "settled_at": each.settled_at,
    }  # fmt: skip


def _attempt(each: Attempt) -> AttemptShape:
    return AttemptShape(
        began_at=each.began_at, ended_at=each.ended_at, status=each.status, problem=AttemptProblem(each.problem),
        milliseconds=each.milliseconds, answer=each.answer,
    )  # fmt: skip


def _whole(request: ApiRequest, connection_id: int, event_id: int) -> EventWhole:
    found = dispatch_for(request.member, connection_id, event_id)
    body = json.loads(found.body) if found.body else None
    return EventWhole(**_event(found), body=body, attempts=[_attempt(each) for each in found.attempts.all()])


def _again(request: ApiRequest, connection_id: int) -> ConnectionShape:
    return _shape(connection_for(request.member, connection_id))


@noun.read("/connections", ConnectionPage)
def list_connections(request: ApiRequest, limit: Limit = 50, after: After = "") -> ConnectionPage:
    """List connections.

    Also those that have been ended.
    """
    place = place_in(request, after)
    found = connections(request.member).order_by("-pk")
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    shown, more = part(request, rows, limit, lambda each: by_number(each.pk))
    return ConnectionPage(items=[_shape(each) for each in shown], next=more)


@noun.read("/connections/{int:connection_id}", ConnectionShape)
def get_connection(request: ApiRequest, connection_id: Number) -> ConnectionShape:
    """Get a connection."""
    return _again(request, connection_id)


@noun.act("/connections/{int:connection_id}/pause", ConnectionShape)
def pause_connection(request: ApiRequest, connection_id: Number) -> ConnectionShape:
    """Send nothing for now.

    What happens meanwhile waits.
    """
    pause(actor=request.member, connection=connection_for(request.member, connection_id))
    return _again(request, connection_id)


@noun.act("/connections/{int:connection_id}/resumption", ConnectionShape)
def resume_connection(request: ApiRequest, connection_id: Number) -> ConnectionShape:
    """Go on, and try at once."""
    resume(actor=request.member, connection=connection_for(request.member, connection_id))
    return _again(request, connection_id)


@noun.act("/connections/{int:connection_id}/tests", EventWhole, status=201)
def send_test_event(request: ApiRequest, connection_id: Number) -> EventWhole:
    """Put a test event in line."""
    made = send_test(actor=request.member, connection=connection_for(request.member, connection_id))
    request.made_at = f"/api/v1/connections/{connection_id}/events/{made.pk}"
    return _whole(request, connection_id, made.pk)


@noun.act("/connections/{int:connection_id}/failures", Again)
def send_failed_events_again(request: ApiRequest, connection_id: Number) -> Again:
    """Put everything that failed or was given up in line again."""
    found = connection_for(request.member, connection_id)
    return Again(count=send_all_again(actor=request.member, connection=found))


@noun.read("/connections/{int:connection_id}/events", EventPage)
def list_connection_events(
    request: ApiRequest, connection_id: Number, state: DispatchState | None = None, limit: Limit = 50, after: After = ""
) -> EventPage:
    """List what a connection is told.

    Kept for 30 days. `failed` also lists those that were given up.
    """
    place = place_in(request, after)
    found = dispatches(request.member, connection_for(request.member, connection_id), state or "")
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    shown, more = part(request, rows, limit, lambda each: by_number(each.pk))
    return EventPage(items=[EventShape(**_event(each)) for each in shown], next=more)


@noun.read("/connections/{int:connection_id}/events/{int:event_id}", EventWhole)
def get_connection_event(request: ApiRequest, connection_id: Number, event_id: Number) -> EventWhole:
    """Get an event with every attempt."""
    return _whole(request, connection_id, event_id)


@noun.act("/connections/{int:connection_id}/events/{int:event_id}/again", EventWhole)
def send_connection_event_again(request: ApiRequest, connection_id: Number, event_id: Number) -> EventWhole:
    """Send an event again, by the same name."""
    send_again(actor=request.member, dispatch=dispatch_for(request.member, connection_id, event_id))
    return _whole(request, connection_id, event_id)
