"""Those who wait in front of a screen go first: work beside the pages steps aside while pages are being answered.

Python runs one thread of a process at a time and knows no precedence among them, so whoever has much to do asks here
between two pieces of it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_MOST = 0.2  # seconds one piece waits, so that work goes on however busy the pages are
TURN = 0.0005  # seconds a thread keeps the interpreter while others ask for it; ten times that by Python's own rule

_free = threading.Event()
_free.set()
_in_hand = 0


@contextmanager
def answering() -> Iterator[None]:
    """A page is being answered. Only ever called on the server's event loop, one thread."""
    global _in_hand
    _in_hand += 1
    _free.clear()
    try:
        yield
    finally:
        _in_hand -= 1
        if not _in_hand:
            _free.set()


def give_way(at_most: float = AT_MOST) -> bool:
    """Wait until no page is being answered, and no longer than ``at_most`` seconds; whether none is."""
    return _free.wait(at_most)


def take_short_turns() -> None:
    """Let threads take turns often: a page asks its database dozens of times, and gets in line anew after each."""
    sys.setswitchinterval(TURN)
