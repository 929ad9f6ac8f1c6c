"""A bound on work: what is refused here takes minutes, what is right takes a moment, and a busy machine changes neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

MOST = 20.0  # seconds of this thread's own work, ten times and more what is needed


@contextmanager
def in_its_share() -> Iterator[None]:
    """What is done within takes no more work than its size allows."""
    began = thread_time()
    yield
    assert thread_time() - began < MOST
