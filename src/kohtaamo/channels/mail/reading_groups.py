"""Many mails read in groups, in another process ahead of those that are being placed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import Generic, TypeVar

from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading_ahead import open_all

TOGETHER = 20  # mails read and committed together: a longer transaction would keep others who write waiting
FEW = 3  # groups for which starting a process would take longer than it saves
AHEAD = 4  # groups read but not yet placed
LARGE = 2_000_000  # bytes; a group ends when it has more, and what holds a larger mail is not sent to be read elsewhere

T = TypeVar("T")


@dataclass(frozen=True)
class Group(Generic[T]):
    """Mails that go together, in order. ``opened`` has one for each, None where reading it failed; or is None itself
    where nobody has read them: they are few, one is large, or the process that read them came down."""

    mails: list[T]
    raws: list[bytes]
    opened: list[Opened | None] | None


def read_groups(mails: Iterable[T], raw_of: Callable[[T], bytes]) -> Iterator[Group[T]]:
    """The mails in groups, read by another process as soon as there are more than a few.

    Raises what ``mails`` raises, once those that came before are handed over.
    """
    trouble: list[Exception] = []
    yield from _read(_groups(_until_trouble(mails, trouble), raw_of))
    if trouble:
        raise trouble[0]


def _until_trouble(mails: Iterable[T], trouble: list[Exception]) -> Iterator[T]:
    try:
        yield from mails
    except Exception as problem:  # noqa: BLE001 - raised again at the end
        trouble.append(problem)


def _read(groups: Iterator[tuple[list[T], list[bytes]]]) -> Iterator[Group[T]]:
    first = list(islice(groups, FEW))
    if len(first) < FEW:
        yield from (Group(mails, raws, None) for mails, raws in first)
        return
    with _Reader() as reader:
        yield from _read_ahead(reader, chain(first, groups))


def _groups(mails: Iterable[T], raw_of: Callable[[T], bytes]) -> Iterator[tuple[list[T], list[bytes]]]:
    group: list[T] = []
    raws: list[bytes] = []
    for mail in mails:
        group.append(mail)
        raws.append(raw_of(mail))
        if len(group) >= TOGETHER or sum(map(len, raws)) > LARGE:
            yield group, raws
            group, raws = [], []
    if group:
        yield group, raws


def _read_ahead(reader: _Reader, groups: Iterable[tuple[list[T], list[bytes]]]) -> Iterator[Group[T]]:
    waiting: deque[tuple[list[T], list[bytes], _Reading | None]] = deque()
    for mails, raws in groups:
        waiting.append((mails, raws, reader.begin(raws) if max(map(len, raws)) < LARGE else None))
        if len(waiting) >= AHEAD:
            yield _next(waiting, reader)
    while waiting:
        yield _next(waiting, reader)


_Reading = Future[list[Opened | None]]


def _next(waiting: deque[tuple[list[T], list[bytes], _Reading | None]], reader: _Reader) -> Group[T]:
    mails, raws, reading = waiting.popleft()
    return Group(mails, raws, reader.end(reading) if reading else None)


class _Reader:
    """The other process; one that came down over a mail is replaced, and what it was reading is left unread."""

    def __init__(self) -> None:
        self._pool = self._made()

    @staticmethod
    def _made() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def begin(self, raws: Sequence[bytes]) -> _Reading:
        try:
            return self._pool.submit(open_all, raws)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._made()
            return self._pool.submit(open_all, raws)

    def end(self, reading: _Reading) -> list[Opened | None] | None:
        try:
            return reading.result()
        except BrokenProcessPool:
            return None
