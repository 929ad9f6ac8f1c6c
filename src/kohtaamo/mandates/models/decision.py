"""What was decided, and what was corrected afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Feeling
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.mandates.choices import Telling
from kohtaamo.mandates.models.kind import Kind
from kohtaamo.mandates.models.mandate import Mandate
from kohtaamo.mandates.models.request import Request
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint


class Decision(models.Model):
    """One decision. ``amount`` never changes; ``amount_now`` is what stands after corrections and what limits count."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="decisions")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    request = models.OneToOneField(Request, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    granted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="decisions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="decisions")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="decisions")
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.PROTECT, related_name="decisions")
    amount = models.PositiveIntegerField()
    amount_now = models.PositiveIntegerField()
    reason = models.CharField(max_length=120)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    told = models.CharField(max_length=6, choices=Telling, blank=True, default=Telling.NOT_YET)
    feeling_before = models.PositiveSmallIntegerField(null=True, blank=True, choices=Feeling)
    at = models.DateTimeField()
    once = models.CharField(max_length=80, blank=True)  # names one act of deciding, so that a double click decides once

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="decision_of_something", condition=Q(amount__gt=0)),
            models.UniqueConstraint(fields=["once"], name="decision_once", condition=~Q(once="")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["member", "kind", "at"], name="decision_by_person"),
            models.Index(fields=["customer", "kind", "at"], name="decision_by_customer"),
            models.Index(fields=["-at"], name="decision_newest"),
        ]

    @property
    def is_taken_back(self) -> bool:
        return self.amount_now == 0


class Correction(models.Model):
    """A decision put right: from what to what, why, by whom and when."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    former = models.PositiveIntegerField()
    amount = models.PositiveIntegerField()
    reason = models.CharField(max_length=120)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Tally(models.Model):
    """Nothing but a row to lock while limits are counted: one for each person and kind, one for each customer and kind."""

    kind = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "member"], name="tally_of_person", condition=Q(member__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["kind", "customer"], name="tally_of_customer", condition=Q(customer__isnull=False)
            ),
        ]
