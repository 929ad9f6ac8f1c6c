"""What the rules tell those above: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.encounters.models import Message


@dataclass(frozen=True)
class AcknowledgementWanted:
    """A rule wants a customer's message answered at once with ``text``. A channel that may not raises an error of the
    family that says why."""

    message: Message
    text: str


@dataclass(frozen=True)
class TrialGoes:
    """A rule is being tried on what happened; there is more to look at."""

    trial: int


@dataclass(frozen=True)
class UndoingGoes:
    """What a rule did since a moment is being put back; there is more of it."""

    undoing: int
