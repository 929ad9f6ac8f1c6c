"""By which ways a person is told of something, and when they are left in peace."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.serving.choices import USUAL
from kohtaamo.serving.models import TellWish
from kohtaamo.staff.models import Member


def wish_of(member: Member) -> TellWish:
    """How this person wishes to be told; the usual when they have not said."""
    found: TellWish | None = getattr(member, "tell_wish", None)
    return found or TellWish(member=member)


def ways_for(member: Member, kind: str) -> list[str]:
    """The ways for one kind of thing."""
    ways = wish_of(member).ways.get(kind)
    return list(USUAL.get(kind, [])) if ways is None else list(ways)


def is_quiet(member: Member, at: datetime) -> bool:
    """Whether this moment is in the person's quiet hours, in their own zone; hours may run past midnight."""
    wish = wish_of(member)
    starts, ends = wish.quiet_from, wish.quiet_until
    if starts is None or ends is None or starts == ends:
        return False
    clock = at.astimezone(member.time_zone).time()
    return starts <= clock < ends if starts < ends else clock >= starts or clock < ends
