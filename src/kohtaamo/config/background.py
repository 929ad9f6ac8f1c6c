"""Everything that runs beside the pages, on one page: who reads the journal, what the clock does, what listens."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from kohtaamo.platform.courtesy import give_way, take_short_turns
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.journal.readers import Reader, advance, newest
from kohtaamo.platform.live.hub import follow, listen
from kohtaamo.platform.live.wake import wait
from kohtaamo.platform.words_dictionary import make_ready

logger = logging.getLogger(__name__)
Stop = threading.Event

READERS: dict[str, str] = {
    "search": "kohtaamo.encounters.findable.read",
    "fields": "kohtaamo.work.findable.read",
    "duplicates": "kohtaamo.customers.duplicates.read",
    "alike": "kohtaamo.serving.alike_reader.read",
    "notifications": "kohtaamo.serving.commands.tell.read",
    "rules": "kohtaamo.rules.reader.read",
    "connections": "kohtaamo.platform.connections.reading.read",
}
GATHERED_FOR = 0.3  # seconds: while much is written, entries are read some at a time, not each by every reader
STUCK_EVERY = 4  # rounds of half a second: a reader that met trouble is asked again though nothing new was written
EVERY_MINUTE = (
    "kohtaamo.mandates.commands.clock.look_after_requests",
    "kohtaamo.mandates.commands.clock.reckon",
    "kohtaamo.offers.commands.settle.look_after_offers",
    "kohtaamo.offers.commands.ending.tell_of_endings",
    "kohtaamo.promises.commands.follow.note_overdue",
    "kohtaamo.promises.commands.late_queues.count_late_queues",
    "kohtaamo.promises.commands.accept.return_unanswered",
    "kohtaamo.channels.mail.jobs.look_after",
    "kohtaamo.platform.limits.forget_spent",
    "kohtaamo.serving.commands.alike.forget_patterns",
    "kohtaamo.outreach.jobs.look_after",
    "kohtaamo.work.jobs.look_after",
    "kohtaamo.passage.commands.retention.look_after",
    "kohtaamo.passage.commands.imports.look_after",
    "kohtaamo.api.keeping.forget_old",
    "kohtaamo.platform.connections.tidying.forget_old",
    "kohtaamo.mandates.commands.remedy.note_unanswered",
    "kohtaamo.serving.commands.snooze.wake_due",
    "kohtaamo.serving.jobs.send_digests",
    "kohtaamo.serving.commands.tell.forget_old",
    "kohtaamo.knowledge.commands.seek.forget_sought",
    "kohtaamo.knowledge.commands.reviewing.tell_of_reviews",
    "kohtaamo.targets.commands.aim.note_due",
    "kohtaamo.rules.jobs.tick",
    "kohtaamo.staff.commands.bring.forget_brought",
    "kohtaamo.rules.jobs.look_after",
    "kohtaamo.platform.storage.tidy.tidy_daily",
)
WATCHERS = (
    "kohtaamo.channels.mail.fetching.watch.watch_mailboxes",
    "kohtaamo.channels.mail.intake_server.serve_intake",
    "kohtaamo.demo.postman.serve_postman",
    "kohtaamo.demo.shop.serve_shop",
    "kohtaamo.platform.connections.serving.send_events",
    "kohtaamo.passage.exporting.archive.make_exports",
)


def readers() -> list[Reader]:
    """The journal's readers, by name."""
    return [Reader(name=name, read=import_string(path)) for name, path in READERS.items()]


class Background:
    """The threads of one process. With ``work`` off only the live stream is followed."""

    def __init__(self, *, work: bool | None = None, pages: bool = True) -> None:
        self._stop = Stop()
        self._threads: list[threading.Thread] = []
        self._work = bool(settings.KOHTAAMO["BACKGROUND"]) if work is None else work
        self._pages = pages

    def start(self) -> None:
        take_short_turns()
        for name, run in self._parts().items():
            thread = threading.Thread(target=_lasting, args=(name, run, self._stop), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _parts(self) -> dict[str, Callable[[Stop], None]]:
        parts: dict[str, Callable[[Stop], None]] = {"words": _warm}
        if self._pages:
            parts["live"] = follow
        if connection.vendor == "postgresql":
            parts["listen"] = listen
        if self._work:
            parts |= {"jobs": lambda stop: JobLoop().run(stop), "readers": _read, "clock": _tick}
            parts |= {path.rsplit(".", 1)[1]: _named(path) for path in WATCHERS}
        return parts


def _named(path: str) -> Callable[[Stop], None]:
    return lambda stop: import_string(path)(stop)


def _lasting(name: str, run: Callable[[Stop], Any], stop: Stop) -> None:
    """Run a part until the end; when it fails, say so in the log and start it again after a while."""
    while not stop.is_set():
        try:
            run(stop)
            if not stop.is_set():
                stop.wait(1)
        except Exception:
            logger.exception("%s stopped; it starts again in a moment", name)
            stop.wait(3)
        finally:
            close_old_connections()


def _warm(stop: Stop) -> None:
    """Settle after the first page could be served."""
    stop.wait(4)
    settle()
    stop.wait()


def settle() -> None:
    """Load the dictionaries before anyone has to wait for them.

    What is in memory then stays there as long as the process lives, and is not looked through again at every
    collection of garbage, while somebody waits for a page.
    """
    make_ready()
    gc.collect()
    gc.freeze()


def _read(stop: Stop) -> None:
    """A batch of each reader in turn: one that has far to go holds up neither the others nor the end."""
    every, through, rounds = readers(), -1, 0
    while not stop.is_set():
        close_old_connections()
        last, rounds = newest(), rounds + 1
        if last == through and rounds % STUCK_EVERY:
            wait("journal", timeout=0.5)
        else:
            passed = [_advance(reader) for reader in every]
            if not any(passed):
                through = last
            elif all(count < reader.batch for count, reader in zip(passed, every, strict=True)):
                stop.wait(GATHERED_FOR)


def _advance(reader: Reader) -> int:
    give_way()
    return advance(reader)


def _tick(stop: Stop) -> None:
    while not stop.is_set():
        close_old_connections()
        for path in EVERY_MINUTE:
            give_way()
            try:
                import_string(path)()
            except Exception:
                logger.exception("the clock could not run %s", path)
        stop.wait(60)
