"""Where a list goes on: the place of its last row, as a few characters of an address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_SHAPE = re.compile(r"(?a:\d{1,18}-\d{1,18}-\d{1,18})")

Place = tuple[datetime, int, int]


def cursor(at: datetime, number: int, rank: int = 0) -> str:
    """A time to the microsecond, a rank among things of that time, a number: ``1760000000000000-0-12``."""
    return f"{(at - BEGINNING) // timedelta(microseconds=1)}-{rank}-{number}"


def read_cursor(text: str) -> Place | None:
    """(time, rank, number); None for anything else, so that a broken address begins from the start."""
    if not _SHAPE.fullmatch(text):
        return None
    micros, rank, number = map(int, text.split("-"))
    try:
        return BEGINNING + timedelta(microseconds=micros), rank, number
    except OverflowError:
        return None
