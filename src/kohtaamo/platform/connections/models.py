from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kohtaamo.platform.connections.choices import OPEN, AttemptProblem, DispatchState, PausedWhy


class Connection(models.Model):
    """Another system that is told what happens here.

    ``kinds`` are journal kinds it wants; one ending in a full stop means all that begin so. ``from_entry`` is where the
    journal stood when it was made: nothing older is told. People are named as the journal names them. A former secret
    signs beside the new one until ``former_until``, so that the other side can change at its leisure.
    """

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    secret = models.TextField()
    former_secret = models.TextField(blank=True)
    former_until = models.DateTimeField(null=True)
    kinds = models.JSONField(default=list)
    from_entry = models.BigIntegerField(default=0)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    paused_why = models.CharField(max_length=7, choices=PausedWhy, blank=True, default=PausedWhy.NOT)
    paused_by = models.CharField(max_length=40, blank=True)
    paused_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # the last time it took something
    failing_since = models.DateTimeField(null=True)  # nothing taken since
    failures = models.PositiveIntegerField(default=0)  # in a row
    rests_until = models.DateTimeField(null=True)  # it did not answer: nothing is tried before this
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "platform"
        db_table = "connections_connection"
        ordering = ["ended_at", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


class Dispatch(models.Model):
    """One event for one connection. ``called`` is its name in ``webhook-id``, the same at every attempt.

    ``body`` is put together when it first leaves and never changes after. ``subject`` names what it is about where order
    matters: nothing leaves while something earlier of the same subject has not. ``is_unanswered`` when the last attempt
    met nobody: it leaves at once when the other system answers again.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="dispatches")
    entry_id = models.BigIntegerField(null=True)  # null: a test
    kind = models.CharField(max_length=60)
    called = models.CharField(max_length=64)
    subject = models.CharField(max_length=60, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=DispatchState, default=DispatchState.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # since it was last put in line
    is_unanswered = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)  # it was left unsent

    class Meta:
        app_label = "platform"
        db_table = "connections_dispatch"
        constraints: ClassVar = [models.UniqueConstraint(fields=["connection", "called"], name="dispatch_once")]
        indexes: ClassVar = [
            models.Index(fields=["connection", "id"], name="dispatch_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["subject"], name="dispatch_subject", condition=~Q(subject="")),
            models.Index(fields=["connection", "state", "-id"], name="dispatch_listed"),
            models.Index(fields=["settled_at"], name="dispatch_settled", condition=Q(settled_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.called}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Attempt(models.Model):
    """One try: begun before the other system is spoken to, ended after. One without an end was cut off."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="attempts")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=11, choices=AttemptProblem, blank=True, default=AttemptProblem.NONE)
    milliseconds = models.PositiveIntegerField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # the beginning of what it said

    class Meta:
        app_label = "platform"
        db_table = "connections_attempt"
        ordering = ["pk"]
