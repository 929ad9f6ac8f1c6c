"""What another system tells of lateness, and the secrets it signs with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member


class Hook(models.Model):
    """A system that may tell us of lateness. Its secret is stored encrypted and was shown once."""

    name = models.CharField(max_length=80)
    secret = models.TextField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Lateness(models.Model):
    """One report that an order is late. ``case`` is empty until it is known whom it concerns.

    ``called`` is the sender's name for the report: the same one again does nothing. ``digest`` is of its whole body.
    """

    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="reports")
    called = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    order = models.CharField(max_length=60)
    late_until = models.DateTimeField()
    what = models.CharField(max_length=200, blank=True)
    customer = models.CharField(max_length=320, blank=True)  # a mail address or a number, as the sender knows it
    arrived_at = models.DateTimeField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="latenesses")
    placed_at = models.DateTimeField(null=True)
    placed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True)  # when a person left it be
    left_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["hook", "called"], name="lateness_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["-arrived_at"],
                name="lateness_unplaced",
                condition=models.Q(case__isnull=True, left_at__isnull=True),
            )
        ]
