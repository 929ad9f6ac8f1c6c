"""Putting an event in line again, by hand."""

from __future__ import annotations

from django.db import transaction

from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.connections.reading import BELL
from kohtaamo.platform.live.wake import wake
from kohtaamo.platform.time import now


def put_in_line(dispatch: Dispatch) -> None:
    """Try an event again from now on, with all its tries; for commands that made sure that they may."""
    Connection.objects.filter(pk=dispatch.connection_id).update(rests_until=None)
    again = {"state": DispatchState.WAITING, "next_at": now(), "tries": 0, "settled_at": None, "why": ""}
    Dispatch.objects.filter(pk=dispatch.pk).update(**again)
    ring()


def ring() -> None:
    """Wake the sender when this is committed."""
    transaction.on_commit(lambda: wake(BELL))
