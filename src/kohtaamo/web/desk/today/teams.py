"""The teams a person may choose to look at."""

from __future__ import annotations

from django.db.models import QuerySet

from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team


def teams_of(viewer: Member) -> list[Team]:
    """One's own teams, or every team for who sees them all; by name."""
    return _teams_of(viewer)


@prepared
def _teams_of(viewer: Member) -> QuerySet[Team]:
    teams = Team.objects.filter(is_active=True)
    return teams if viewer.may(Right.SEE_ALL) else teams.filter(pk__in=viewer.team_ids)
