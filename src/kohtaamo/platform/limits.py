"""Rate limits: how often one thing may be done by one hand in a while."""

from __future__ import annotations

from django.core.cache import cache

from kohtaamo.platform.errors import TooMany


def spend(name: str, *, most: int, seconds: int) -> None:
    """Count one use of ``name``; raises ``TooMany`` past ``most`` within ``seconds``."""
    key = f"limit:{name}"
    cache.add(key, 0, seconds)
    try:
        used = cache.incr(key)
    except ValueError:
        cache.set(key, 1, seconds)
        used = 1
    if used > most:
        raise TooMany
