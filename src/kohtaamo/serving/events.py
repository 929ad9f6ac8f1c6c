"""What the serving room tells those above and beside it."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.encounters.models import Case
from kohtaamo.serving.models import Snooze


@dataclass(frozen=True)
class Woke:
    """A case that slept is awake; ``snooze`` says why and who had put it to sleep."""

    snooze: Snooze
    case: Case


@dataclass(frozen=True)
class ToPush:
    """A notification is to be pushed to a device; both by id."""

    device: int
    notification: int
