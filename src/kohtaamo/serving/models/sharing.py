"""Who is away and who stands in, and how a team's new cases are shared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.serving.choices import Sharing
from kohtaamo.staff.models import Member, Team


class Absence(models.Model):
    """Somebody is away from a moment to another; ``stand_in`` takes what comes meanwhile, else the team's queue does."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stand_in = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="standing_in")
    note = models.CharField(max_length=200, blank=True)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["member", "ends_at"], name="absence_open", condition=models.Q(ended_at__isnull=True))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="absence_in_order", condition=models.Q(ends_at__gt=models.F("starts_at")))
        ]


class TeamSharing(models.Model):
    """How a team's new cases find their owner. ``most`` is how many waiting cases one person may have; ``latest`` had
    the last one, by turn."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="sharing")
    way = models.CharField(max_length=5, choices=Sharing, default=Sharing.FREE)
    by_language = models.BooleanField(default=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    latest = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
