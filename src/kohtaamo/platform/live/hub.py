"""The hub between the journal and the open streams of one process.

A thread follows the journal from the moment the process started; streams subscribe to topics they were allowed.
A slow stream never holds up the others: its queue is short, and when it overflows it is told to read all anew.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import newest
from kohtaamo.platform.live.wake import CHANNEL, ring_here, wait

logger = logging.getLogger(__name__)
EVERYTHING = "all"
REMEMBERED = 1000  # entries: many more than happen between drawing a page and opening its stream


def topics(entry: Entry) -> set[str]:
    """The topics an entry touches: its case and customer, the team and people named in its data, and ``all``."""
    found = {EVERYTHING}
    if entry.case_id:
        found.add(f"case:{entry.case_id}")
    if entry.customer_id:
        found.add(f"customer:{entry.customer_id}")
    for key in ("team", "from_team"):
        if entry.data.get(key):
            found.add(f"team:{entry.data[key]}")
    for key in ("member", "owner"):
        if entry.data.get(key):
            found.add(f"member:{entry.data[key]}")
    return found


class Hub:
    """Fans topics out to subscribers. Subscribing and receiving happen on the server's event loop."""

    def __init__(self) -> None:
        self.last = 0  # the newest entry that was told; a page drawn now knows at least this
        self._recent: deque[tuple[int, set[str]]] = deque(maxlen=REMEMBERED)
        self._queues: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._guard = threading.Lock()

    @contextmanager
    def subscribe(self, wanted: Iterable[str], *, since: int | None = None) -> Iterator[asyncio.Queue[str]]:
        """A queue that receives the name of each wanted topic when something happens in it.

        ``since`` is the entry up to which the screen was drawn: what has happened meanwhile is in the queue at once.
        """
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=64)
        names = list(wanted)
        with self._guard:
            for name in names:
                self._queues[name].add(queue)
            missed = self._since(since, set(names)) if since is not None else set()
        self._put([(name, queue) for name in sorted(missed)])
        try:
            yield queue
        finally:
            with self._guard:
                for name in names:
                    self._queues[name].discard(queue)
                    if not self._queues[name]:
                        del self._queues[name]

    def tell_of(self, entries: Sequence[Entry]) -> None:
        """Tell subscribers of entries of the journal, and remember them for those who come a moment later."""
        touched = [(entry.id, topics(entry)) for entry in entries]
        with self._guard:
            self._recent.extend(touched)
            self.last = entries[-1].id
        self.tell(set().union(*(names for _id, names in touched)))

    def _since(self, since: int, wanted: set[str]) -> set[str]:
        """The wanted topics of what happened after an entry; ``again`` when that is no longer remembered."""
        if since >= self.last:
            return set()
        if not self._recent or self._recent[0][0] > since + 1:
            return {"again"}
        return {name for number, names in self._recent if number > since for name in names & wanted}

    def tell(self, names: Iterable[str]) -> None:
        """Tell subscribers, from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._fan_out, set(names))

    def tell_to_read_anew(self) -> None:
        """Tell every subscriber, from any thread, that something may have passed it by."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._to_all)

    def _to_all(self) -> None:
        with self._guard:
            queues = {queue for each in self._queues.values() for queue in each}
        self._put([("again", queue) for queue in queues])

    def _fan_out(self, names: set[str]) -> None:
        with self._guard:
            pairs = [(name, queue) for name in names for queue in self._queues.get(name, ())]
        self._put(pairs)

    def _put(self, pairs: list[tuple[str, asyncio.Queue[str]]]) -> None:
        for name, queue in pairs:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                name = "again"
            queue.put_nowait(name)


hub = Hub()

# another process on the same file can only be seen by looking; on PostgreSQL it rings the bell here too (``listen``)
_PATIENCE = {"sqlite": 0.08, "postgresql": 1.0}  # seconds


def follow(stop: threading.Event) -> None:
    """Follow the journal until ``stop``; run in a thread of its own.

    While the database is away it stays where it is; when it is back every screen reads all anew.
    """
    last, was_away = newest(), False
    hub.last = last
    while not stop.is_set():
        try:
            close_old_connections()
            entries = list(Entry.objects.filter(id__gt=last).order_by("id")[:500])
        except (OperationalError, InterfaceError):
            logger.warning("the database does not answer; the live stream goes on when it does", exc_info=not was_away)
            was_away = True
            stop.wait(0.5)
            continue
        if was_away:
            hub.tell_to_read_anew()
            was_away = False
        if entries:
            last = entries[-1].id
            hub.tell_of(entries)
        else:
            wait("journal", timeout=_PATIENCE[connection.vendor])


def listen(stop: threading.Event) -> None:
    """On PostgreSQL, pass on what other processes woke; run in a thread of its own."""
    while not stop.is_set():
        connection.ensure_connection()
        raw = connection.connection
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        for note in raw.notifies(timeout=5, stop_after=200):
            name, _, rest = note.payload.partition(" ")
            if name == "signal":
                hub.tell(rest.split())
            else:
                ring_here(name)
        close_old_connections()
