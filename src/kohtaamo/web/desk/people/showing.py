"""A person as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from kohtaamo.staff.choices import Presence
from kohtaamo.staff.hours import day_as_text
from kohtaamo.staff.models import Member, Membership
from kohtaamo.web.desk.people.weekdays import weekdays


@dataclass(frozen=True)
class Shown:
    """A person with their teams (prefetched) and languages in words."""

    member: Member
    places: list[Membership]
    languages: str
    presence: str

    @property
    def hours(self) -> list[tuple[str, str]]:
        """Weekday and working hours, for the days that have any."""
        days = ((name, self.member.hours.get(str(number), [])) for number, name in enumerate(weekdays()))
        return [(name, day_as_text(periods)) for name, periods in days if periods]


def shown(member: Member) -> Shown:
    """The person, ready for a page. Asks the database nothing when memberships were fetched along."""
    return Shown(
        member=member,
        places=list(member.memberships.all()),
        languages=language_names(member.speaks),
        presence=str(Presence(member.presence).label),
    )


def language_names(codes: Iterable[str]) -> str:
    """Languages by name in the reader's language, with commas."""
    return ", ".join(str(name) for code, name in settings.LANGUAGES if code in codes)
