"""Where a decision is carried out, and what came of it there."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.models.decision import Decision
from kohtaamo.platform.connections.models import Connection
from kohtaamo.staff.models import Member


class Remedy(models.Model):
    """What another system is to do for one decision, and how far it is: waiting, done, failed or called off.

    ``version`` grows at every correction; what is told of an older version is kept but settles nothing. ``due_at`` is
    when an answer is missed, ``late_at`` when that was noticed; ``delayed_at`` when the other system first could not be
    told. What is said last of the present version stands.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="remedy")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=RemedyState, default=RemedyState.WAITING)
    version = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    late_at = models.DateTimeField(null=True)
    delayed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=120, blank=True)  # as the other system names them
    by_member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reference = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="remedy_settled",
                condition=Q(state=RemedyState.WAITING, settled_at__isnull=True)
                | (~Q(state=RemedyState.WAITING) & Q(settled_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="remedy_awaited", condition=Q(state=RemedyState.WAITING, late_at__isnull=True)
            ),
            models.Index(
                fields=["decision"], name="remedy_troubled",
                condition=Q(state=RemedyState.FAILED) | Q(state=RemedyState.WAITING, late_at__isnull=False),
            ),
            models.Index(fields=["state", "-id"], name="remedy_listed"),
        ]  # fmt: skip

    @property
    def is_waiting(self) -> bool:
        return self.state == RemedyState.WAITING

    @property
    def is_late(self) -> bool:
        """Nobody answered in time."""
        return self.is_waiting and self.late_at is not None

    @property
    def is_troubled(self) -> bool:
        """A person must see to it."""
        return self.is_late or self.state == RemedyState.FAILED


class Report(models.Model):
    """One word of what came of a remedy: by the other system, or by a person. ``stands`` unless it came too late.

    ``called`` is the sender's name for it: the same one again does nothing. ``digest`` is of what it said.
    """

    remedy = models.ForeignKey(Remedy, on_delete=models.CASCADE, related_name="reports")
    called = models.CharField(max_length=220, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=RemedyState)
    version = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=120, blank=True)
    by_member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reference = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    stands = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remedy", "called"], name="report_once", condition=~Q(called="")),
        ]
