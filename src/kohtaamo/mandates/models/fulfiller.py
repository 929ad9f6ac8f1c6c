"""The systems that carry decisions out."""

from __future__ import annotations

from django.db import models

from kohtaamo.platform.connections.models import Connection


class Fulfiller(models.Model):
    """A connection that carries out the kinds of decision that point to it, and within how many minutes it answers."""

    connection = models.OneToOneField(Connection, on_delete=models.PROTECT, related_name="+")
    answer_minutes = models.PositiveIntegerField(default=60)

    def __str__(self) -> str:
        return str(self.connection)
