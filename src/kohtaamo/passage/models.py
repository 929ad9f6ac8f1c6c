"""What was taken in from elsewhere, so that it is never taken in twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Taken(models.Model):
    """A case or customer of another system and the number it has here."""

    source = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)  # case, customer
    outside_id = models.CharField(max_length=120)
    object_id = models.BigIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "kind", "outside_id"], name="taken_once"),
        ]
