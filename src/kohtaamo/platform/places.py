"""How many answers one process makes at once: the rest wait in line, in the order they came.

Answers made at once share one interpreter; beyond a few, more of them only make each slower, until all are late at the
same moment and every connection to the database is held by one that waits for its turn to think.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 8  # less than the connections to the database, of which the work beside the pages needs some
_places = threading.BoundedSemaphore(AT_ONCE)
_mine = threading.local()


@contextmanager
def in_place() -> Iterator[None]:
    """Wait for a place, and hold it."""
    with _places:
        _mine.held = True
        try:
            yield
        finally:
            _mine.held = False


@contextmanager
def out_of_place() -> Iterator[None]:
    """Leave the place to another while this answer waits for something to happen, then wait for one again."""
    if not getattr(_mine, "held", False):
        yield
        return
    _places.release()
    _mine.held = False
    try:
        yield
    finally:
        _places.acquire()
        _mine.held = True
