"""Whether this system is a demonstration."""

from __future__ import annotations

from django.core.cache import cache

from kohtaamo.demo.models import Demonstration


def is_demonstration() -> bool:
    """True while the demonstration is loaded; remembered for a few seconds."""
    known = cache.get("demonstration")
    if known is None:
        known = Demonstration.objects.exists()
        cache.set("demonstration", known, 15)
    return bool(known)
