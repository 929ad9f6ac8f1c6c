"""What somebody may decide, how much, where and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kohtaamo.mandates.choices import Period
from kohtaamo.mandates.models.kind import Kind
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.models import Touchpoint

_TO_ONE = (
    Q(role__isnull=False, member__isnull=True, team__isnull=True)
    | Q(role__isnull=True, member__isnull=False, team__isnull=True)
    | Q(role__isnull=True, member__isnull=True, team__isnull=False)
)


class Mandate(models.Model):
    """A kind of decision given to exactly one role, person or team, perhaps only at one touchpoint.

    Limits are in the kind's unit; an empty one does not bind. Ended, never deleted: decisions made under it stay.
    """

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="mandates")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    touchpoint = models.ForeignKey(Touchpoint, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    per_encounter = models.PositiveIntegerField()
    per_customer = models.PositiveIntegerField(null=True, blank=True)
    per_person = models.PositiveIntegerField(null=True, blank=True)
    period = models.CharField(max_length=5, choices=Period, default=Period.MONTH)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="mandate_to_one", condition=_TO_ONE),
            models.CheckConstraint(name="mandate_of_something", condition=Q(per_encounter__gt=0)),
            models.CheckConstraint(
                name="mandate_ends_later", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind"], name="mandate_live", condition=Q(ended_at__isnull=True)),
        ]

    @property
    def holder(self) -> Role | Member | Team:
        """To whom it is given."""
        found = self.member or self.team or self.role
        assert found is not None
        return found
