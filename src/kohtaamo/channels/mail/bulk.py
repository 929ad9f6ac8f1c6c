"""Taking in many mails one after another, as fast as the machine reads them: reading in other processes meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

from django.db import DatabaseError

from kohtaamo.channels.mail.commands.place import our_mailboxes
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading_ahead import open_all
from kohtaamo.platform.unit import unit_of_work

TOGETHER = 20  # mails read and committed together: a longer transaction would keep others who write waiting
FEW = 3  # groups for which starting a process would take longer than it saves
AHEAD = 4  # groups read but not yet placed
LARGE = 2_000_000  # bytes; a group ends when it has more, and what holds a larger mail is not sent to be read elsewhere

Mail = tuple[str, bytes]
Read = tuple[str, bytes, Opened | None]


@dataclass(frozen=True)
class Taken:
    """One mail and what became of it; ``opened`` is None where it could not be read."""

    name: str
    raw: bytes
    intake: Intake
    opened: Opened | None


def take_in_all(mails: Iterable[Mail], *, mailbox: Mailbox | None = None, is_history: bool = False) -> Iterator[Taken]:
    """Take in mails given as (name, raw bytes), in order, and tell of each as soon as it is committed."""
    for group in _read(_groups(mails)):
        yield from _take_group(group, mailbox, is_history)


def _groups(mails: Iterable[Mail]) -> Iterator[list[Mail]]:
    """Mails that go together, in order: few, and not much in all."""
    group: list[Mail] = []
    for mail in mails:
        group.append(mail)
        if len(group) >= TOGETHER or sum(len(raw) for _name, raw in group) > LARGE:
            yield group
            group = []
    if group:
        yield group


def _read(groups: Iterator[list[Mail]]) -> Iterator[list[Read]]:
    first = list(islice(groups, FEW))
    if len(first) < FEW:
        yield from map(_read_here, first)
        return
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as readers:
        yield from _read_ahead(readers, chain(first, groups))


def _read_here(group: list[Mail]) -> list[Read]:
    return _with_names(group, open_all([raw for _name, raw in group]))


def _with_names(group: list[Mail], opened: list[Opened | None]) -> list[Read]:
    return [(name, raw, one) for (name, raw), one in zip(group, opened, strict=True)]


def _read_ahead(readers: ProcessPoolExecutor, groups: Iterable[list[Mail]]) -> Iterator[list[Read]]:
    waiting: deque[tuple[list[Mail], Future[list[Opened | None]] | None]] = deque()
    for group in groups:
        raws = [raw for _name, raw in group]
        waiting.append((group, readers.submit(open_all, raws) if max(map(len, raws)) < LARGE else None))
        if len(waiting) >= AHEAD:
            yield _next(waiting)
    while waiting:
        yield _next(waiting)


def _next(waiting: deque[tuple[list[Mail], Future[list[Opened | None]] | None]]) -> list[Read]:
    group, reading = waiting.popleft()
    return _with_names(group, reading.result()) if reading else _read_here(group)


def _take_group(group: list[Read], mailbox: Mailbox | None, is_history: bool) -> list[Taken]:
    """All in one transaction; when that fails, each in its own, so that one cannot hold up the others."""
    try:
        with unit_of_work():
            ours = our_mailboxes()
            return [_take(*one, mailbox, is_history, ours) for one in group]
    except DatabaseError:
        return [_take(*one, mailbox, is_history) for one in group]


def _take(
    name: str, raw: bytes, opened: Opened | None, mailbox: Mailbox | None, is_history: bool,
    ours: Sequence[Mailbox] = (),
) -> Taken:  # fmt: skip
    intake = take_in(raw=raw, source="ingest", mailbox=mailbox, is_history=is_history, opened=opened, ours=ours)
    return Taken(name, raw, intake, opened)
