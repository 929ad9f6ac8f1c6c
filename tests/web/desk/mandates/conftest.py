from __future__ import annotations

from tests.mandates.conftest import decides, grants, kinds, refund

__all__ = ["decides", "grants", "kinds", "refund"]
