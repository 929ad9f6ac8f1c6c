"""When a message that did not leave is tried again: soon, then more and more rarely, for two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
GIVE_UP = timedelta(hours=48)  # after the first try; RFC 5321, 4.5.4.1 asks for some days at most
HELD = timedelta(minutes=10)  # an open attempt younger than this may still be talking


def next_try(ended: Sequence[datetime], not_before: datetime) -> datetime:
    """When to try next, from the times earlier tries ended (oldest first) and the time it may leave at all."""
    if not ended:
        return not_before
    pause = PAUSES[min(len(ended), len(PAUSES)) - 1]
    return max(not_before, ended[-1] + pause)


def is_over(first_began: datetime, at: datetime) -> bool:
    """Whether trying ends here."""
    return at - first_began >= GIVE_UP
