"""A whole queue that is late: so many open answers past their time at one touchpoint, with one team."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.staff.models import Team
from kohtaamo.touchpoints.models import Touchpoint


class LateQueue(models.Model):
    """Counted by the clock, so that no page counts; gone when fewer than ``late_queues.MANY`` are late."""

    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField()
    oldest_due_at = models.DateTimeField()
    began_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["touchpoint", "team"], name="late_queue_once")]
