"""Readers of the journal, each with its own cursor, each able to stop and go on.

A reader gets entries in order, in batches, at least once; it must bear seeing one twice. When it fails its cursor
stays, the trouble stands on the operations page, and the next round tries again with growing pauses.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Max, Q

from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.time import now

logger = logging.getLogger(__name__)
CLAIM = timedelta(
    minutes=2
)  # a reader cut off in the middle is taken over after this; beyond twice as long a clock has jumped


@dataclass(frozen=True)
class Reader:
    """A named reader; ``kinds`` are prefixes of the entries it wants (all when empty)."""

    name: str
    read: Callable[[Sequence[Entry]], None]
    kinds: tuple[str, ...] = ()
    batch: int = 100


def newest() -> int:
    """The id of the newest entry; 0 in an empty journal."""
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def advance(reader: Reader) -> int:
    """Read one batch; returns how many entries were passed. Trouble is kept on the cursor, not raised.

    The reader works outside any transaction of ours, so that its thinking never holds up those who write; a claim on
    the cursor keeps other processes from doing the same work meanwhile.
    """
    cursor, _made = Cursor.objects.get_or_create(reader=reader.name)
    entries = list(Entry.objects.filter(id__gt=cursor.last_id).order_by("id")[: reader.batch])
    if not entries or _is_resting(cursor) or not _claim(cursor):
        return 0
    try:
        if wanted := [entry for entry in entries if _is_wanted(reader, entry)]:
            reader.read(wanted)
    except Exception as problem:
        logger.exception("journal reader %s stopped at %s", reader.name, cursor.last_id)
        said = f"{type(problem).__name__}: {problem}"[:2000]
        _let_go(cursor, trouble=said, tries=cursor.tries + 1)
        return 0
    _let_go(cursor, last_id=entries[-1].id, trouble="", tries=0)
    return len(entries)


def _claim(cursor: Cursor) -> bool:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now()) | Q(claimed_until__gt=now() + 2 * CLAIM)
    same = Cursor.objects.filter(free, reader=cursor.reader, last_id=cursor.last_id)
    return bool(same.update(claimed_until=now() + CLAIM))


def _let_go(cursor: Cursor, **fields: Any) -> None:
    Cursor.objects.filter(reader=cursor.reader).update(claimed_until=None, read_at=now(), **fields)


def _is_wanted(reader: Reader, entry: Entry) -> bool:
    return not reader.kinds or entry.kind.startswith(reader.kinds)


def _is_resting(cursor: Cursor) -> bool:
    if not cursor.tries or cursor.read_at is None:
        return False
    return abs(now() - cursor.read_at) < timedelta(seconds=min(300, 2**cursor.tries))


def catch_up(reader: Reader) -> int:
    """Read until nothing is left; returns how many entries were passed."""
    total = 0
    while passed := advance(reader):
        total += passed
    return total
