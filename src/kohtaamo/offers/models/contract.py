"""What the customer has with us at present."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.models import Customer
from kohtaamo.offers.models.priced import Priced
from kohtaamo.staff.models import Member


class Contract(models.Model):
    """A contract of a customer, typed in by hand or made by an accepted offer. Ended, never deleted.

    ``ends_on`` is its last day: agreed at first (a fixed term), or the day it was ended on.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contracts")
    name = models.CharField(_("name"), max_length=160)
    number = models.CharField(_("number"), max_length=60, blank=True)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("notice in days"), default=30)
    with_vat = models.BooleanField(default=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # when it was decided that it ends on ``ends_on``
    ended_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)  # when we were told that it ends soon
    known = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # who was told

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["customer", "-begins_on"], name="contract_customer"),
            models.Index(fields=["ends_on"], name="contract_ending", condition=models.Q(ended_at__isnull=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contract_ends_later",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("begins_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on >= day


class ContractLine(Priced):
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lines")
    what = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
