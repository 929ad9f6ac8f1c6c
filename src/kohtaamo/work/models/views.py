"""Lists of cases kept under a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import QueryDict

from kohtaamo.staff.models import Member, Team


class View(models.Model):
    """A list kept under a name for its maker, or for a team. ``query`` is what it asks for, as in an address."""

    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    maker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="views")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="views")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> dict[str, str]:
        return QueryDict(self.query).dict()


class ViewPlace(models.Model):
    """Where a person keeps a view among theirs; each has an order of their own, also of shared ones."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(View, on_delete=models.CASCADE, related_name="places")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "view"], name="view_placed_once")]
