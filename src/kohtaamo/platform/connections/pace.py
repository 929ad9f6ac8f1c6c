"""How long to wait: between the attempts of one dispatch, and before a silent connection is tried at all."""

from __future__ import annotations

import random
from datetime import timedelta

PAUSES = (
    timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=6), timedelta(days=1), timedelta(days=1),
)  # fmt: skip
RESTS = (timedelta(seconds=5), timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
LONGEST_ASKED = timedelta(hours=1)  # what a Retry-After may ask for
JITTER = 0.2  # so that many do not come back at the same moment


def pause_after(tries: int) -> timedelta | None:
    """Until the next attempt after so many failed ones; None when it is time to give up."""
    return _about(PAUSES[tries - 1]) if tries <= len(PAUSES) else None


def rest_after(failures: int, asked: timedelta | None = None) -> timedelta:
    """How long a connection that met nobody so many times in a row is left alone; at least what it ``asked`` for."""
    rest = RESTS[min(failures, len(RESTS)) - 1]
    return _about(max(rest, min(asked, LONGEST_ASKED)) if asked else rest)


def _about(span: timedelta) -> timedelta:
    """A little more, never less."""
    return span * random.uniform(1, 1 + JITTER)  # noqa: S311 - spreads load, guards nothing
