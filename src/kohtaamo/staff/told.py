"""What a provider said of the one who signed in there."""

from __future__ import annotations

from dataclasses import dataclass

MOST_GROUPS = 1000


@dataclass(frozen=True)
class Told:
    """``subject`` is the provider's own name for the person; the address counts only when it is verified."""

    subject: str
    email: str = ""
    is_verified: bool = False
    name: str = ""
    groups: tuple[str, ...] = ()
