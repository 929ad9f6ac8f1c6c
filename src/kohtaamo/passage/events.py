"""What the passage room tells: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.passage.models import Import, Run


@dataclass(frozen=True)
class RunGoes:
    """A rule of retention is to be gone through."""

    run: Run


@dataclass(frozen=True)
class ImportGoes:
    """A file is to be read, or taken in."""

    brought: Import
