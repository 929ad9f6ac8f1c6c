"""Whether this system is a demonstration, and what its customers got."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches

from kohtaamo.demo.models import DemoMail, Demonstration

_KEY = "demonstration"


def is_demonstration() -> bool:
    """True while the demonstration is loaded; remembered for a few seconds."""
    known = caches["near"].get(_KEY)
    if known is None:
        known = loaded_demonstration() is not None
        caches["near"].set(_KEY, known, settings.DEMONSTRATION_KEPT.total_seconds())
    return bool(known)


def forget_what_is_known() -> None:
    """Ask the database anew: it was loaded or cleared just now."""
    caches["near"].delete(_KEY)


def loaded_demonstration() -> Demonstration | None:
    """The demonstration, when all of it is there."""
    return Demonstration.objects.filter(loaded_at__isnull=False).first()


def mails_to(address: str, *, newest: int = 20) -> list[DemoMail]:
    """What came to this invented address, newest first."""
    return list(DemoMail.objects.filter(to=address.lower()).defer("raw").order_by("-id")[:newest])
