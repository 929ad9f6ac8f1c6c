"""Who was named in a note."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.encounters.models import Message
from kohtaamo.staff.models import Member, Team


class Mention(models.Model):
    """A colleague or a team named in a note; a team means everyone in it who sees the case."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="mentions")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="mentions")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "member"], name="mention_once"),
            models.UniqueConstraint(fields=["message", "team"], name="mention_team_once"),
        ]
