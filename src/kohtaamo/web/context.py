"""What every page knows: the organisation, the reader, what the navigation counts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kohtaamo.staff.choices import Presence
from kohtaamo.staff.models import Member
from kohtaamo.web.counts import Counts
from kohtaamo.web.gate import needs_second


def house(request: HttpRequest) -> dict[str, Any]:
    """The house's name and the reader's rights, for templates."""
    user = getattr(request, "user", None)
    member = user if isinstance(user, Member) else None
    return {
        "organisation": settings.KOHTAAMO["ORGANISATION"],
        "phone": settings.KOHTAAMO["PHONE"],
        "member": member,
        "rights": frozenset(member.role.rights) if member else frozenset(),
        "counts": Counts(member) if member else None,
        "known_up_to": getattr(request, "known_up_to", 0) if member else 0,
        "presences": Presence.choices,
        "own_base": "account/bare.html" if member and needs_second(request) else "desk/base.html",
    }
