"""People and organisations, how they are reached and how they like to be served."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.choices import IdentityKind, Kind, Way
from kohtaamo.staff.models import Member


class Customer(models.Model):
    """A person or organisation we meet. ``merged_into`` is set while it lives on as another."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    organisation = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="people", verbose_name=_("organisation")
    )
    way = models.CharField(_("prefers contact by"), max_length=10, choices=Way, blank=True, default=Way.ANY)
    wishes = models.TextField(_("how they like to be served"), blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged_from"
    )
    is_blocked = models.BooleanField(default=False)  # their mails are kept apart as unwanted, undoably
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)  # their words and addresses are gone; counts remain

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="customer_name"),
            models.Index(fields=["-created_at"], name="customer_newest"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Erased customer") if self.erased_at else _("Unknown customer"))

    @property
    def journal_name(self) -> str:
        return f"customer:{self.pk}"

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0] if self.kind == Kind.PERSON else self.name


class ContactTime(models.Model):
    """A time of the week that suits the customer; ``weekday`` empty means any day."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contact_times")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]


class Identity(models.Model):
    """An address, number or outside id of a customer. ``value`` is the normal form, ``shown`` as it was given."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind)
    value = models.CharField(max_length=320)
    shown = models.CharField(max_length=320)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)  # the last permanent failure of sending there

    class Meta:
        ordering = ["kind", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "value"], name="identity_once")]

    def __str__(self) -> str:
        return self.shown


class Merge(models.Model):
    """Two customers found to be one. ``moved`` lists the ids that changed hands, so that it can be undone."""

    winner = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges_won")
    loser = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges_lost")
    moved = models.JSONField(default=dict)  # {"identities": [1, 2], "cases": [...], ...}
    merged_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)


class Duplicate(models.Model):
    """Two customers who may be one: suggested with a reason, until merged or dismissed by a person."""

    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=40)
    found_at = models.DateTimeField()
    dismissed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="duplicate_ordered"),
        ]
