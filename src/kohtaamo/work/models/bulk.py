"""Many cases changed at once, one by one, so that each keeps its own journal and all can be put back."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.work.choices import Act, BulkState, ItemState

RUNNING = [BulkState.WORKING, BulkState.UNDOING]


class Bulk(models.Model):
    """One change of many. ``what`` are its particulars (ids of team, owner, tag); ``run`` tells runs apart."""

    act = models.CharField(max_length=8, choices=Act)
    what = models.JSONField(default=dict)
    query = models.CharField(max_length=500, blank=True)  # the list all of which was chosen
    total = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.WORKING)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="bulks")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField()
    run = models.PositiveSmallIntegerField(default=1)
    once = models.CharField(max_length=40, blank=True)  # names one act, so that a double click changes once

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["by", "-begun_at"], name="bulk_of_person"),
            models.Index(fields=["beat_at"], name="bulk_running", condition=models.Q(state__in=RUNNING)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "once"], name="bulk_once", condition=~models.Q(once=""))
        ]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class BulkItem(models.Model):
    """One case of them: how it was before and after, and why not when it could not be changed."""

    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["bulk", "state", "id"], name="bulk_item_state")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["bulk", "case"], name="bulk_case_once")]
