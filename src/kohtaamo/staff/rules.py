"""Who may do what."""

from __future__ import annotations

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.models import Member


def require(actor: Member, right: str) -> None:
    """Raise ``NotAllowed`` unless the actor's role holds the right."""
    if not actor.may(right):
        raise NotAllowed
