"""Reading connections and what they are told: for those who may connect other systems."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kohtaamo.platform.connections.choices import OPEN, DispatchState
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def connections(viewer: Member) -> QuerySet[Connection]:
    """Every connection, those in use first, each with how many events wait (``in_line``) and were given up (``lost``)."""
    require(viewer, Right.CONNECT)
    found = Connection.objects.annotate(in_line=_how_many(*OPEN), lost=_how_many(DispatchState.GIVEN_UP))
    return found.order_by(F("ended_at").desc(nulls_first=True), "name", "pk")


def _how_many(*states: str) -> Coalesce:
    of_one = Dispatch.objects.filter(connection=OuterRef("pk"), state__in=states).order_by()
    return Coalesce(Subquery(of_one.values("connection").annotate(n=Count("pk")).values("n")), 0)


def connection_for(viewer: Member, connection_id: int) -> Connection:
    """One connection. Raises ``NotFound``."""
    require(viewer, Right.CONNECT)
    found = Connection.objects.filter(pk=connection_id).first()
    if found is None:
        raise NotFound
    return found


def dispatch_for(viewer: Member, connection_id: int, dispatch_id: int) -> Dispatch:
    """One event of a connection. Raises ``NotFound``."""
    require(viewer, Right.CONNECT)
    found = Dispatch.objects.select_related("connection").filter(pk=dispatch_id, connection=connection_id).first()
    if found is None:
        raise NotFound
    return found


def dispatches(viewer: Member, connection: Connection, state: str = "") -> QuerySet[Dispatch]:
    """What it is told, the newest first; of one state, or of all."""
    require(viewer, Right.CONNECT)
    found = Dispatch.objects.filter(connection=connection).order_by("-pk")
    if state == DispatchState.FAILED:
        return found.filter(state__in=[DispatchState.FAILED, DispatchState.GIVEN_UP])
    return found.filter(state=state) if state in DispatchState.values else found


def failing() -> QuerySet[Connection]:
    """Connections in use that are paused by themselves, or have taken nothing since they began to fail."""
    active = Connection.objects.filter(ended_at__isnull=True)
    return active.filter(Q(failing_since__isnull=False) | Q(paused_at__isnull=False))


def given_up() -> QuerySet[Dispatch]:
    """Events that will not be tried again by themselves."""
    return Dispatch.objects.filter(state=DispatchState.GIVEN_UP).select_related("connection")
