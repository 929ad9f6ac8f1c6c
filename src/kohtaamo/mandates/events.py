"""What the mandates room tells those above: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.mandates.models import Decision, Request


@dataclass(frozen=True)
class DecisionMade:
    """A decision was made, within a mandate or on a granted request."""

    decision: Decision


@dataclass(frozen=True)
class DecisionCorrected:
    """What a decision gives changed; ``former`` is what it gave before, in the kind's unit."""

    decision: Decision
    former: int


@dataclass(frozen=True)
class RequestMade:
    """Somebody asks for more than they may decide; told again for each person it is passed on to."""

    request: Request


@dataclass(frozen=True)
class RequestAnswered:
    """A request was granted, declined, or answered by default."""

    request: Request
