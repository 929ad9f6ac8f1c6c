"""Targets, and the clocks that run in cases by them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.targets.choices import Aim
from kohtaamo.touchpoints.models import Matter, Touchpoint


class Target(models.Model):
    """How soon, in minutes of open time. The most specific holds for each aim: of a touchpoint and a kind of matter, of
    the kind, of the touchpoint, of everything (neither). ``key`` names the two, so that there is one for each."""

    key = models.CharField(max_length=40, unique=True)
    touchpoint = models.ForeignKey(Touchpoint, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")
    first = models.PositiveIntegerField(null=True, blank=True)
    next = models.PositiveIntegerField(null=True, blank=True)
    settle = models.PositiveIntegerField(null=True, blank=True)
    warn = models.PositiveSmallIntegerField(default=75)  # percent of the time after which it is near

    @property
    def rank(self) -> int:
        """The lower, the more specific."""
        return (0 if self.matter_id else 2) + (0 if self.touchpoint_id else 1)


class Clock(models.Model):
    """One time a case is to be answered or settled in. ``due_at`` and ``warn_at`` stand while it runs and are empty while
    the customer is waited for; ``spent`` are the seconds of open time that had passed when it last stopped."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")
    aim = models.CharField(max_length=6, choices=Aim)
    minutes = models.PositiveIntegerField()
    warn = models.PositiveSmallIntegerField(default=75)
    started_at = models.DateTimeField()
    spent = models.FloatField(default=0)
    running_since = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)  # the message that answered
    in_time = models.BooleanField(null=True)  # of one that has ended

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["warn_at"], name="clock_near",
                condition=models.Q(ended_at__isnull=True, warned_at__isnull=True, warn_at__isnull=False),
            ),
            models.Index(
                fields=["due_at"], name="clock_due",
                condition=models.Q(ended_at__isnull=True, missed_at__isnull=True, due_at__isnull=False),
            ),
            models.Index(fields=["case", "aim"], name="clock_of_case"),
            models.Index(fields=["touchpoint", "aim", "started_at"], name="clock_measured"),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "aim"], name="clock_once_open", condition=models.Q(ended_at__isnull=True)
            )
        ]
