"""The unit of work: one transaction in which a command writes everything, its journal entries included.

Entries are gathered while the command runs and written as the last thing before commit. On PostgreSQL that moment is
guarded by one lock, so ids follow the order of commits and no reader's cursor can pass an entry that is still unseen.
Nothing else is locked after it, so it cannot deadlock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from kohtaamo.platform.journal.models import Entry


@dataclass
class _Unit:
    entries: list[Entry] = field(default_factory=list)
    closing: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True)
class UnitCloses:
    """All of it is done and about to be committed: what listeners write now stands or falls with it."""

    entries: Sequence[Entry]


_current: ContextVar[_Unit | None] = ContextVar("kohtaamo_unit", default=None)


@contextmanager
def unit_of_work(*, tied: bool = False) -> Iterator[None]:
    """Open a transaction, or join the one this command was called in. All or nothing is kept.

    One that is ``tied`` falls with the unit around it: spares two statements where nobody in between lives on.
    """
    if (outer := _current.get()) is not None:
        with _joined(outer), transaction.atomic(savepoint=not tied):
            yield
        return
    unit = _Unit()
    token = _current.set(unit)
    try:
        with transaction.atomic():
            yield
            _close(unit)
    finally:
        _current.reset(token)


@contextmanager
def _joined(unit: _Unit) -> Iterator[None]:
    """A part of a unit that fails takes its journal entries with it, also when the whole goes on."""
    entries, closing = len(unit.entries), len(unit.closing)
    try:
        yield
    except BaseException:
        del unit.entries[entries:], unit.closing[closing:]
        raise


def _close(unit: _Unit) -> None:
    from kohtaamo.platform.events import publish
    from kohtaamo.platform.journal.writing import write

    while unit.closing:
        unit.closing.pop(0)()
    if unit.entries:
        publish(UnitCloses(tuple(unit.entries)))
        write(unit.entries)


def gather(entry: Entry) -> None:
    """Add an entry to the running unit of work; it is written just before commit.

    Raises ``RuntimeError`` outside a unit: a change without its journal entry must not be possible.
    """
    unit = _current.get()
    if unit is None:
        raise RuntimeError("a journal entry is written inside a unit of work")
    unit.entries.append(entry)


def before_close(work: Callable[[], None]) -> None:
    """Do this last in the running unit, before the journal is written."""
    unit = _current.get()
    if unit is None:
        raise RuntimeError("this belongs inside a unit of work")
    unit.closing.append(work)
