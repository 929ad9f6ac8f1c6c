"""A case put to sleep: until when or until what, by whom, and what woke it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.promises.models import Promise
from kohtaamo.serving.choices import Woken
from kohtaamo.staff.models import Member


class Snooze(models.Model):
    """Sleeps until a time, until a promise is due, or (with neither) until the customer writes, which always wakes it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="snoozes")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="snoozes")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    waited_since = models.DateTimeField(null=True)  # when the customer had begun to wait, if they did
    wakes_on_thanks = models.BooleanField(default=False)
    word = models.CharField(max_length=200, blank=True)
    woken_at = models.DateTimeField(null=True)
    woken_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    woken_why = models.CharField(max_length=10, choices=Woken, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["until"], name="snooze_until", condition=models.Q(woken_at__isnull=True)),
            models.Index(fields=["by", "-woken_at"], name="snooze_woken"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="snooze_once", condition=models.Q(woken_at__isnull=True))
        ]
