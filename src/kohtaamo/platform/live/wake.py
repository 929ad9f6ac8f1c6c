"""Waking those who wait for something new, in this process and, on PostgreSQL, in the others."""

from __future__ import annotations

import threading
from collections import defaultdict

from django.db import connection

CHANNEL = "kohtaamo"


class _Bell:
    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rung: dict[str, int] = defaultdict(int)

    def ring(self, name: str) -> None:
        with self._condition:
            self._rung[name] += 1
            self._condition.notify_all()

    def count(self, name: str) -> int:
        with self._condition:
            return self._rung[name]

    def wait_past(self, name: str, seen: int, timeout: float) -> int:
        with self._condition:
            self._condition.wait_for(lambda: self._rung[name] > seen, timeout)
            return self._rung[name]


_bell = _Bell()
_seen = threading.local()


def wake(name: str, note: str = "") -> None:
    """Wake those who wait for ``name``. Called after commit."""
    _bell.ring(name)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{name} {note}".strip()])


def ring_here(name: str) -> None:
    """Wake those who wait in this process only: what the listener for the others' notes calls."""
    _bell.ring(name)


def wait(name: str, *, timeout: float) -> None:
    """Wait until ``name`` is rung since this thread last looked, at most ``timeout`` seconds."""
    seen = getattr(_seen, name, 0)
    setattr(_seen, name, _bell.wait_past(name, seen, timeout))
