"""Promises to everyone: campaigns, advertisements, service standards; and whether they were honoured in a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.encounters.models import Case
from kohtaamo.promises.choices import PublicKind
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Location, Touchpoint


class PublicPromise(models.Model):
    """What is promised to everyone from ``begins`` to ``ends``, both days whole and in the organisation's zone.

    It applies at its touchpoints and at those of its locations; with neither, everywhere. ``reference`` names it in
    the system it came from.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=PublicKind, default=PublicKind.CAMPAIGN)
    wording = models.CharField(_("what is promised"), max_length=300)
    conditions = models.TextField(_("conditions"), blank=True, max_length=4000)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    touchpoints = models.ManyToManyField(Touchpoint, verbose_name=_("touchpoints"), blank=True, related_name="+")
    locations = models.ManyToManyField(Location, verbose_name=_("locations"), blank=True, related_name="+")
    owner = models.ForeignKey(
        Member,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="public_promises",
    )
    reference = models.CharField(max_length=60, blank=True)
    written_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back before its last day
    ended_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reference"], name="public_promise_once", condition=~models.Q(reference="")
            ),
            models.CheckConstraint(
                name="public_promise_ends_later",
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("begins")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["begins"], name="public_promise_live", condition=models.Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.wording


class Honouring(models.Model):
    """Whether a public promise was honoured in a case, and why; the latest of a case counts."""

    promise = models.ForeignKey(PublicPromise, on_delete=models.PROTECT, related_name="honourings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="honourings")
    is_honoured = models.BooleanField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["promise", "case"], name="honouring_latest", condition=models.Q(is_latest=True)
            )
        ]
