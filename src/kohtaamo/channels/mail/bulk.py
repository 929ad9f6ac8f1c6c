"""Taking in many mails one after another, as fast as the machine reads them: reading in other processes meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

from django.db import DatabaseError

from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading_ahead import open_or_none
from kohtaamo.platform.unit import unit_of_work

FEW = 60  # mails for which starting processes would take longer than it saves
AHEAD = 64  # mails read but not yet placed
TOGETHER = 20  # mails in a transaction: longer would keep others who write waiting
LARGE = 2_000_000  # bytes; larger mails are read one at a time, for the sake of memory


Read = tuple[str, bytes, Opened | None]


@dataclass(frozen=True)
class Taken:
    """One mail and what became of it; ``opened`` is None where it could not be read."""

    name: str
    raw: bytes
    intake: Intake
    opened: Opened | None


def take_in_all(
    mails: Iterable[tuple[str, bytes]], *, mailbox: Mailbox | None = None, is_history: bool = False
) -> Iterator[Taken]:
    """Take in mails given as (name, raw bytes), in order, and tell of each as soon as it is committed."""
    for group in _groups(_read(iter(mails))):
        yield from _take_group(group, mailbox, is_history)


def _read(mails: Iterator[tuple[str, bytes]]) -> Iterator[Read]:
    first = list(islice(mails, FEW))
    if len(first) < FEW:
        yield from ((name, raw, open_or_none(raw)) for name, raw in first)
        return
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as readers:
        yield from _read_ahead(readers, chain(first, mails))


def _groups(mails: Iterator[Read]) -> Iterator[list[Read]]:
    """Mails that are committed together: a few small ones, a large one alone."""
    group: list[Read] = []
    for one in mails:
        group.append(one)
        if len(group) >= TOGETHER or len(one[1]) > LARGE:
            yield group
            group = []
    if group:
        yield group


def _take_group(group: list[Read], mailbox: Mailbox | None, is_history: bool) -> list[Taken]:
    """All in one transaction; when that fails, each in its own, so that one cannot hold up the others."""
    try:
        with unit_of_work():
            return [_take(*one, mailbox, is_history) for one in group]
    except DatabaseError:
        return [_take(*one, mailbox, is_history) for one in group]


def _read_ahead(readers: ProcessPoolExecutor, mails: Iterable[tuple[str, bytes]]) -> Iterator[Read]:
    waiting: deque[tuple[str, bytes, Future[Opened | None] | None]] = deque()
    for name, raw in mails:
        waiting.append((name, raw, readers.submit(open_or_none, raw) if len(raw) < LARGE else None))
        if len(waiting) >= AHEAD:
            yield _next(waiting)
    while waiting:
        yield _next(waiting)


def _next(
    waiting: deque[tuple[str, bytes, Future[Opened | None] | None]],
) -> Read:
    name, raw, reading = waiting.popleft()
    return name, raw, reading.result() if reading else open_or_none(raw)


def _take(name: str, raw: bytes, opened: Opened | None, mailbox: Mailbox | None, is_history: bool) -> Taken:
    intake = take_in(raw=raw, source="ingest", mailbox=mailbox, is_history=is_history, opened=opened)
    return Taken(name, raw, intake, opened)
