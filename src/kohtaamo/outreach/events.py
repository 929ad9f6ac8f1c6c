"""What the outreach room tells itself and those above, by way of ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.outreach.models import Cause, Notice
from kohtaamo.staff.models import Member


@dataclass(frozen=True)
class NoticeGoes:
    """A notice sets out, or goes on after a pause; ``notice.run`` names this run of it."""

    notice: Notice


@dataclass(frozen=True)
class PeopleWanted:
    """The list of those a notice goes to is wanted, and too long to be made while the reader waits."""

    notice: Notice
    by: Member


@dataclass(frozen=True)
class CasesWanted:
    """All that the cause's rule means are to be joined, and they are too many for the reader to wait."""

    cause: Cause
    by: Member
