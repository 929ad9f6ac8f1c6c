"""What the offers room tells those above: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.offers.models import Acceptance


@dataclass(frozen=True)
class OfferAccepted:
    """An offer was accepted: what it said we would do is to be done. The publisher holds the case."""

    acceptance: Acceptance
