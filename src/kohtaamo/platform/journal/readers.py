"""Readers of the journal, each with its own cursor, each able to stop and go on.

A reader gets entries in order, in batches, at least once; it must bear seeing one twice. When it fails its cursor
stays, the trouble stands on the operations page, and the next round tries again with growing pauses.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.time import now

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reader:
    """A named reader; ``kinds`` are prefixes of the entries it wants (all when empty)."""

    name: str
    read: Callable[[Sequence[Entry]], None]
    kinds: tuple[str, ...] = ()
    batch: int = 200


def advance(reader: Reader) -> int:
    """Read one batch; returns how many entries were passed. Trouble is kept on the cursor, not raised."""
    Cursor.objects.get_or_create(reader=reader.name)
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(reader=reader.name)
        if _is_resting(cursor):
            return 0
        entries = list(Entry.objects.filter(id__gt=cursor.last_id).order_by("id")[: reader.batch])
        if not entries:
            return 0
        try:
            with transaction.atomic():
                reader.read([entry for entry in entries if _is_wanted(reader, entry)])
        except Exception as problem:
            logger.exception("journal reader %s stopped at %s", reader.name, cursor.last_id)
            cursor.trouble, cursor.tries = f"{type(problem).__name__}: {problem}"[:2000], cursor.tries + 1
            cursor.read_at = now()
            cursor.save()
            return 0
        cursor.last_id, cursor.read_at, cursor.trouble, cursor.tries = entries[-1].id, now(), "", 0
        cursor.save()
        return len(entries)


def _is_wanted(reader: Reader, entry: Entry) -> bool:
    return not reader.kinds or entry.kind.startswith(reader.kinds)


def _is_resting(cursor: Cursor) -> bool:
    if not cursor.tries or cursor.read_at is None:
        return False
    return now() - cursor.read_at < timedelta(seconds=min(300, 2**cursor.tries))


def catch_up(reader: Reader) -> int:
    """Read until nothing is left; returns how many entries were passed."""
    total = 0
    while passed := advance(reader):
        total += passed
    return total
