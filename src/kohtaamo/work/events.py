"""What this room tells those above and its own jobs."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.work.models import Bulk


@dataclass(frozen=True)
class BulkGoes:
    """Many cases are to be changed, or put back."""

    bulk: Bulk
