"""Rate limits: how often one thing may be done by one hand in a while.

On PostgreSQL, where several processes and machines serve, they count together in a table: one statement a use. The
embedded database has one serving process, which counts in its memory.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from time import time

from django.core.cache import caches
from django.db import DatabaseError, connection

from kohtaamo.platform.errors import TooMany
from kohtaamo.platform.spent import Spent

_ONE_MORE = """
    INSERT INTO limit_spent AS known (name, used, ends_at) VALUES (%(name)s, 1, %(ends_at)s)
    ON CONFLICT (name) DO UPDATE SET
        used = CASE WHEN known.ends_at > %(at)s THEN known.used + 1 ELSE 1 END,
        ends_at = CASE WHEN known.ends_at > %(at)s THEN known.ends_at ELSE excluded.ends_at END
    RETURNING used, ends_at
"""
_PLAIN = re.compile(r"[!-~]{1,200}")  # what any cache takes as a key


@dataclass(frozen=True)
class Used:
    """How often it was done in the running window, and in how many whole seconds the next begins."""

    count: int
    seconds: int


def spend(name: str, *, most: int, seconds: int) -> None:
    """Count one use of ``name``; raises ``TooMany``, with the seconds to wait, past ``most`` within ``seconds``."""
    used = use(name, seconds=seconds)
    if used.count > most:
        raise TooMany(seconds=used.seconds)


def use(name: str, *, seconds: int) -> Used:
    """Count one use of ``name``. A window of ``seconds`` begins with the first use."""
    name = name if _PLAIN.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()
    count, ends_at = _among_many(name, seconds) if connection.vendor == "postgresql" else _in_memory(name, seconds)
    return Used(count, max(1, ceil(ends_at - time())))


def forget_spent() -> int:
    """Once a minute: windows that have ended are forgotten. Returns how many."""
    return Spent.objects.filter(ends_at__lt=time()).delete()[0]


def _among_many(name: str, seconds: int) -> tuple[int, float]:
    at = time()
    try:
        with connection.cursor() as cursor:
            cursor.execute(_ONE_MORE, {"name": name, "at": at, "ends_at": at + seconds})
            count, ends_at = cursor.fetchone()
            return count, ends_at
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        return 1, at + seconds  # on a full disk one can still read


def _in_memory(name: str, seconds: int) -> tuple[int, float]:
    cache, at = caches["near"], time()
    key, end = f"limit:{name}", f"limit:{name}:end"
    cache.add(end, at + seconds, seconds)
    cache.add(key, 0, seconds)
    with suppress(ValueError):  # it ended at this very moment
        return cache.incr(key), cache.get(end, at + seconds)
    return 1, at + seconds
