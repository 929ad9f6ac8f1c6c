"""What the targets tell: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TargetsChanged:
    """Targets were set or taken away: what runs is to be reckoned anew."""
