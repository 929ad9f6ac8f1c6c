"""What the staff room tells those above: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.staff.models import Invitation, Member, Team


@dataclass(frozen=True)
class Invited:
    """An invitation is to be sent by mail, for the first time or again."""

    invitation: Invitation


@dataclass(frozen=True)
class EmailAsked:
    """A link that changes a person's address is to be sent to the new address."""

    member: Member
    email: str


@dataclass(frozen=True)
class EmailChanged:
    """A person signs in with another address from now on; the former one is to be told."""

    member: Member
    former: str


@dataclass(frozen=True)
class MemberLeft:
    """A person was deactivated; what they held is to be given back."""

    member: Member
    by: Member


@dataclass(frozen=True)
class TeamClosing:
    """A team is about to be closed. A listener on whose things it stands raises ``TeamInUse``."""

    team: Team
