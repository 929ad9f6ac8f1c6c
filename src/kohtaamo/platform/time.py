"""Now, and the zones people live in. Stored times are UTC; only pages turn them local."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def default_zone() -> ZoneInfo:
    """The organisation's own zone."""
    return ZoneInfo(settings.TIME_ZONE)
