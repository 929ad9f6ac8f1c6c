"""How cases hang together: joined into one, and linked to one another."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.work.choices import LinkKind


class Joining(models.Model):
    """Two cases found to be one matter. What moved and what changed is listed, so that they can be parted again."""

    winner = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joinings_won")
    loser = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joinings_lost")
    moved = models.JSONField(default=dict)  # {"encounters.message.case": [ids], ...}
    winner_before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    winner_after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    loser_before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    joined_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField()
    parted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    parted_at = models.DateTimeField(null=True)


class CaseLink(models.Model):
    """``first`` is this to ``second``: a part of it, a duplicate of it, split from it, or only related."""

    first = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_out")
    second = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=9, choices=LinkKind)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="link_once"),
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="link_to_another"),
        ]
