"""The embedded file as Django's database: SQLite with its connections kept for the next who asks.

Every request runs in a thread of its own, and opening a connection there (the schema is read, functions and settings
are made anew) costs more than most questions asked of it. What a thread gives up is therefore lent to the next one.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.db.backends.sqlite3 import base

MOST = 6  # connections kept idle; each may hold its page cache
OLDEST = 300.0  # seconds a connection is lent on


@dataclass(frozen=True)
class _File:
    """Which file of which process a connection was opened on; a restored backup is another file in the same place."""

    process: int
    place: str
    device: int
    number: int


@dataclass(frozen=True)
class _Idle:
    file: _File
    opened: float  # seconds, monotonic
    connection: Any


class _Idlers:
    """Connections nobody uses now; the one used last is lent first."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._idle: list[_Idle] = []

    def lend(self, file: _File) -> _Idle | None:
        with self._guard:
            fit = [one for one in self._idle if one.file == file and time.monotonic() - one.opened < OLDEST]
            lent = fit.pop() if fit else None
            unfit = [one for one in self._idle if one is not lent and one not in fit]
            self._idle = fit
        for one in unfit:
            if one.file.process == os.getpid():  # what another process opened is not this one's to close
                one.connection.close()
        return lent

    def take_back(self, idle: _Idle) -> bool:
        """False when enough are kept already."""
        with self._guard:
            if len(self._idle) >= MOST:
                return False
            self._idle.append(idle)
            return True


_idlers = _Idlers()


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite whose connections outlive the thread that opened them."""

    _file: _File | None = None
    _opened = 0.0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that is idle on the same file, or a new one."""
        file = _file_at(str(conn_params["database"]))
        lent = _idlers.lend(file) if file else None
        if lent is not None:
            self._file, self._opened = lent.file, lent.opened
            lent.connection.execute("PRAGMA foreign_keys = ON")  # a migration cut off may have left them off
            return lent.connection
        opened = super().get_new_connection(conn_params)
        self._file, self._opened = file, time.monotonic()
        return opened

    def _close(self) -> None:
        if not self._can_be_lent() or not _idlers.take_back(_Idle(self._file, self._opened, self.connection)):  # type: ignore[arg-type]
            super()._close()  # type: ignore[misc]

    def _can_be_lent(self) -> bool:
        return (
            self.connection is not None
            and self._file is not None
            and not (self.errors_occurred or self.in_atomic_block or self.connection.in_transaction)
        )


def _file_at(place: str) -> _File | None:
    """None where there is no file yet, or none at all (a database in memory)."""
    try:
        found = os.stat(place)
    except OSError:
        return None
    return _File(os.getpid(), place, found.st_dev, found.st_ino)
