"""The journal's reader that puts events in line: one row for each connection that is told of an entry."""

from __future__ import annotations

from collections.abc import Sequence

from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.connections.telling import telling_of
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.live.wake import wake
from kohtaamo.platform.time import now

NEVER_TOLD = "connection."  # telling of what is told would never end
BELL = "connections"


def read(entries: Sequence[Entry]) -> None:
    """Put these entries in line; seen twice they are put there once. Paused connections are told when they go on."""
    connections = list(Connection.objects.filter(ended_at__isnull=True))
    if not connections:
        return
    found = [row for entry in entries for row in _rows(entry, connections)]
    if found:
        Dispatch.objects.bulk_create(found, ignore_conflicts=True)
        wake(BELL)


def _rows(entry: Entry, connections: Sequence[Connection]) -> list[Dispatch]:
    new_to = [connection for connection in connections if entry.pk > connection.from_entry]
    if not new_to or entry.kind.startswith(NEVER_TOLD):
        return []
    telling = telling_of(entry.kind)
    also = telling.also(entry)
    return [
        Dispatch(
            connection=connection, entry_id=entry.pk, kind=entry.kind, called=called(entry),
            subject=telling.subject(entry), made_at=now(), next_at=telling.not_before(entry),
        )
        for connection in new_to
        if connection.pk in also or wants(connection, entry.kind)
    ]  # fmt: skip


def wants(connection: Connection, kind: str) -> bool:
    """Whether it asked for this kind."""
    return any(kind.startswith(each) if each.endswith(".") else kind == each for each in connection.kinds)


def called(entry: Entry) -> str:
    """The name of an event: the same for every connection, so that one told twice is known."""
    return f"evt_{entry.pk}"
