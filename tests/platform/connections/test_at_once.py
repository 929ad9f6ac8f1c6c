"""Several processes serve connections at once, and people press buttons meanwhile: each event is told once, in order."""

from __future__ import annotations

import threading

import pytest
from django.db import connection as database
from django.db.utils import OperationalError

from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.models import Attempt, Connection, Dispatch
from kohtaamo.platform.connections.reading import read
from kohtaamo.platform.connections.serving import serve
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.commands.connections import pause, resume
from kohtaamo.staff.models import Member
from tests.platform.connections.receiving import Receiver

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS, PROCESSES = 20, 4


def test_each_event_is_told_once_and_in_order_by_many_at_once(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    with unit_of_work():
        for number in range(EVENTS):
            record("case.taken", actor=None, number=number)
    threads = [threading.Thread(target=_read_and_serve, args=(connection.pk, f"p{n}")) for n in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        pause(actor=administrator, connection=connection)
        resume(actor=administrator, connection=connection)
    for thread in threads:
        thread.join()
    serve(connection.pk, "last")
    numbers = [event["data"]["details"]["number"] for event in receiver.events]
    assert numbers == list(range(EVENTS))
    assert Dispatch.objects.filter(state=DispatchState.DELIVERED).count() == Attempt.objects.count() == EVENTS


def _read_and_serve(pk: int, me: str) -> None:
    try:
        read(list(Entry.objects.order_by("pk")))
        for _ in range(50):
            serve(pk, me)
    except OperationalError:  # a busy file: another process goes on
        return
    finally:
        database.close()
