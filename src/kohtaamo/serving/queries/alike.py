"""Reading answers that are alike: texts that many customers got, and who of them had to ask again."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.errors import NotFound
from kohtaamo.serving.models import Pattern, PatternTold
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

LEAST = 10  # customers; fewer are no pattern, and might tell of a person rather than of a text


def patterns(viewer: Member, *, month: date, team: int | None = None) -> QuerySet[Pattern]:
    """Texts that at least ten customers got in a month, of the teams this person may see; the most told first."""
    if not viewer.is_active or not viewer.may(Right.ANSWER):
        return Pattern.objects.none()
    found = Pattern.objects.filter(month=month, customers__gte=LEAST)
    if not viewer.may(Right.SEE_ALL):
        found = found.filter(team__id__in=viewer.team_ids)
    if team is not None:
        found = found.filter(team_id=team)
    return found.select_related("team", "sample").order_by("-customers", "pk")


def pattern_for(viewer: Member, pattern_id: int) -> Pattern:
    """One text. Raises ``NotFound``."""
    month = Pattern.objects.filter(pk=pattern_id).values_list("month", flat=True).first()
    found = patterns(viewer, month=month).filter(pk=pattern_id).first() if month else None
    if found is None:
        raise NotFound
    return found


def who_asked_again(viewer: Member, pattern: Pattern, *, newest: int = 100) -> list[PatternTold]:
    """The customers who had to ask again, in cases the viewer may see, the latest first."""
    found = PatternTold.objects.filter(in_sight(viewer), pattern=pattern, asked_at__isnull=False)
    return list(found.select_related("customer", "case").order_by("-asked_at", "-pk")[:newest])
