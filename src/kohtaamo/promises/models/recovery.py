"""Recoveries: what went wrong with us, and how it was put right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Feeling
from kohtaamo.encounters.models import Case, Message
from kohtaamo.mandates.models import Decision
from kohtaamo.promises.choices import Failing, RecoveryState
from kohtaamo.promises.models.lateness import Lateness
from kohtaamo.promises.models.promise import Promise
from kohtaamo.staff.models import Member

_OPEN = models.Q(state=RecoveryState.OPEN)


class Recovery(models.Model):
    """One failure and its mending. Exactly one of what failed is named: a promise, a message or a report of lateness,
    or none when the customer left with a bad feeling.

    ``is_second`` when the same customer had been failed before within ninety days. ``feeling_after`` is the latest
    feeling noted within thirty days of the mending.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recoveries")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="recoveries")
    failing = models.CharField(max_length=8, choices=Failing)
    promise = models.OneToOneField(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="recovery")
    failed_message = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="recovery"
    )
    lateness = models.OneToOneField(Lateness, null=True, blank=True, on_delete=models.PROTECT, related_name="recovery")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="recoveries")
    is_second = models.BooleanField(default=False)
    feeling_before = models.PositiveSmallIntegerField(null=True, blank=True, choices=Feeling)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=RecoveryState, default=RecoveryState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=300, blank=True)  # why it was closed without acts
    apology = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="recoveries")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="recoveries")
    new_promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="mended_recoveries"
    )
    feeling_after = models.PositiveSmallIntegerField(null=True, blank=True, choices=Feeling)
    once = models.CharField(max_length=40, blank=True)  # names one act of mending, so that a double click mends once

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="recovery_settled_has_time",
                condition=models.Q(_OPEN, settled_at__isnull=True) | (~_OPEN & models.Q(settled_at__isnull=False)),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "opened_at"], name="recovery_owner", condition=_OPEN),
            models.Index(fields=["opened_at"], name="recovery_open", condition=_OPEN),
            models.Index(fields=["customer", "-opened_at"], name="recovery_customer"),
            models.Index(fields=["failing", "-opened_at"], name="recovery_failing"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == RecoveryState.OPEN
