"""What the platform tells the rooms above of its connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kohtaamo.platform.connections.models import Attempt, Dispatch


@dataclass(frozen=True)
class Taken:
    """Another system took an event. ``answer`` is the JSON object it answered with, empty when there was none."""

    dispatch: Dispatch
    attempt: Attempt
    answer: Mapping[str, Any]


@dataclass(frozen=True)
class Missed:
    """An attempt was in vain. ``is_last`` when there will not be another by itself."""

    dispatch: Dispatch
    attempt: Attempt
    is_last: bool
