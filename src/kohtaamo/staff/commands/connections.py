"""Connecting other systems: made, changed, paused, ended; what they are told sent again or left unsent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from kohtaamo.platform.connections.address import check_address
from kohtaamo.platform.connections.choices import OPEN, DispatchState, PausedWhy
from kohtaamo.platform.connections.keys import sealed
from kohtaamo.platform.connections.line import put_in_line, ring
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.connections.telling import message
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.signed import new_secret
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

FORMER_LASTS = timedelta(hours=24)
MOST_KINDS = 200
TEST = "connection.test"


@dataclass(frozen=True)
class Wish:
    """What a connection is called, where it listens and what it wants to hear."""

    name: str
    url: str
    kinds: Sequence[str] = ()


def make_connection(*, actor: Member, wish: Wish) -> tuple[Connection, str]:
    """Connect a system; it is told what happens from now on. Returned with its secret, which is shown once.

    Raises ``Invalid`` with a sentence when the name or the address cannot be used.
    """
    require(actor, Right.CONNECT)
    _check(wish)
    secret = new_secret()
    with unit_of_work():
        made = Connection.objects.create(
            name=_name(wish), url=wish.url.strip(), kinds=_kinds(wish), secret=sealed(secret),
            from_entry=Entry.objects.aggregate(last=Max("id"))["last"] or 0,
            made_by=actor.journal_name, made_at=now(),
        )  # fmt: skip
        _record("connection.made", actor, made)
        return made, secret


def change_connection(*, actor: Member, connection: Connection, wish: Wish) -> Connection:
    """Another name, address or other wishes; what is in line goes to the new address."""
    require(actor, Right.CONNECT)
    _check(wish)
    with unit_of_work():
        held = _held(connection)
        held.name, held.url, held.kinds = _name(wish), wish.url.strip(), _kinds(wish)
        held.rests_until = None
        held.save(update_fields=["name", "url", "kinds", "rests_until"])
        _record("connection.changed", actor, held)
        return held


def _check(wish: Wish) -> None:
    if not wish.name.strip():
        raise Invalid(_("Name the system, so that you know later which it is."))
    check_address(wish.url.strip())


def _name(wish: Wish) -> str:
    return " ".join(wish.name.split())[:80]


def _kinds(wish: Wish) -> list[str]:
    return sorted({kind.strip()[:60] for kind in wish.kinds if kind.strip()})[:MOST_KINDS]


def make_new_secret(*, actor: Member, connection: Connection) -> str:
    """A new secret, shown once. Both sign for a day, so that nothing is missed while the other side changes."""
    require(actor, Right.CONNECT)
    secret = new_secret()
    with unit_of_work():
        held = _held(connection)
        held.former_secret, held.former_until = held.secret, now() + FORMER_LASTS
        held.secret = sealed(secret)
        held.save(update_fields=["secret", "former_secret", "former_until"])
        _record("connection.secret_made", actor, held)
        return secret


def pause(*, actor: Member, connection: Connection) -> None:
    """Send nothing for now. What happens meanwhile stays in line."""
    require(actor, Right.CONNECT)
    with unit_of_work():
        held = _held(connection)
        if held.is_paused:
            return
        held.paused_why, held.paused_by, held.paused_at = PausedWhy.BY_HAND, actor.journal_name, now()
        held.save(update_fields=["paused_why", "paused_by", "paused_at"])
        _record("connection.paused", actor, held, why=PausedWhy.BY_HAND)


def resume(*, actor: Member, connection: Connection) -> None:
    """Go on; what is in line leaves at once, the earliest first. Also tries at once one that did not answer."""
    require(actor, Right.CONNECT)
    with unit_of_work():
        held = _held(connection)
        held.paused_why, held.paused_by, held.paused_at = PausedWhy.NOT, "", None
        held.rests_until, held.failing_since, held.failures = None, None, 0
        held.save()
        Dispatch.objects.filter(connection=held, state=DispatchState.FAILED).update(next_at=now(), tries=0)
        _record("connection.resumed", actor, held)
        ring()


def end_connection(*, actor: Member, connection: Connection) -> None:
    """Tell it nothing more, for good. What is in line is left unsent."""
    require(actor, Right.CONNECT)
    with unit_of_work():
        held = _held(connection)
        held.ended_at, held.ended_by = now(), actor.journal_name
        held.save(update_fields=["ended_at", "ended_by"])
        left = Dispatch.objects.filter(connection=held, state__in=OPEN)
        left.update(state=DispatchState.DISMISSED, settled_at=now(), why=_("The connection was ended."))
        _record("connection.ended", actor, held)


def send_test(*, actor: Member, connection: Connection) -> Dispatch:
    """Put a test event in line."""
    require(actor, Right.CONNECT)
    with unit_of_work():
        held, at, called = _held(connection), now(), f"test_{uuid4().hex}"
        body = message(TEST, at, called, {"said": "This is a test."})
        made = Dispatch.objects.create(
            connection=held, kind=TEST, called=called, body=json.dumps(body), made_at=at, next_at=at
        )
        _record("connection.tested", actor, held)
        ring()
        return made


def send_again(*, actor: Member, dispatch: Dispatch) -> None:
    """Put one event in line again, by the same name, with all its tries. Raises ``Conflict`` when the connection has ended."""
    require(actor, Right.CONNECT)
    with unit_of_work():
        _held(dispatch.connection)
        put_in_line(dispatch)
        record("connection.sent_again", actor=actor, connection=dispatch.connection_id, called=dispatch.called)


def send_all_again(*, actor: Member, connection: Connection) -> int:
    """Put everything that failed or was given up in line again; returns how many."""
    require(actor, Right.CONNECT)
    with unit_of_work():
        held = _held(connection)
        failed = Dispatch.objects.filter(connection=held, state__in=[DispatchState.FAILED, DispatchState.GIVEN_UP])
        count = failed.update(state=DispatchState.WAITING, next_at=now(), tries=0, settled_at=None)
        Connection.objects.filter(pk=held.pk).update(rests_until=None)
        _record("connection.all_sent_again", actor, held, count=count)
        ring()
        return count


def leave_unsent(*, actor: Member, dispatch: Dispatch, reason: str) -> None:
    """Leave an event that has not arrived unsent. Raises ``Invalid`` without a reason, ``Conflict`` when it arrived."""
    require(actor, Right.CONNECT)
    if not (reason := " ".join(reason.split())[:300]):
        raise Invalid(_("Write why it may be left undone."))
    with unit_of_work():
        open_ones = Dispatch.objects.filter(pk=dispatch.pk, state__in=[*OPEN, DispatchState.GIVEN_UP])
        if not open_ones.update(state=DispatchState.DISMISSED, settled_at=now(), why=reason):
            raise Conflict
        record(
            "connection.left_unsent", actor=actor, connection=dispatch.connection_id, called=dispatch.called, why=reason
        )


def _held(connection: Connection) -> Connection:
    """The connection, locked. Raises ``Conflict`` when it has been ended."""
    held = Connection.objects.select_for_update().get(pk=connection.pk)
    if not held.is_active:
        raise Conflict(_("This connection has been ended. Make a new one."))
    return held


def _record(kind: str, actor: Member, connection: Connection, **more: Any) -> None:
    record(kind, actor=actor, connection=connection.pk, name=connection.name, **more)
