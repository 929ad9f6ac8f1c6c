"""Words put on cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member

LONGEST = 60


class Tag(models.Model):
    """A word put on cases. ``key`` is the name without regard to case and spaces, so that one word is one tag."""

    name = models.CharField(max_length=LONGEST)
    key = models.CharField(max_length=2 * LONGEST, unique=True)
    uses = models.PositiveIntegerField(default=0)  # cases that carry it
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-uses", "key"], name="tag_most_used")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a case, by whom and since when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["tag__key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "tag"], name="tag_once_on_case")]
