"""Asking for more than one may decide, with the case attached."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.mandates.choices import DefaultAnswer, Limit, RequestState
from kohtaamo.mandates.models.kind import Kind
from kohtaamo.mandates.models.mandate import Mandate
from kohtaamo.staff.models import Member


class Request(models.Model):
    """A request for one decision. ``words`` is what the customer is told when it is granted; empty: told in person.

    ``is_quiet``: nobody is told when it is granted, for what it is asked for is told by itself, as an offer is.

    ``mandate`` and ``over`` say which limit stood in the way when it was asked. What was ``granted`` may be a part.
    """

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="requests")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decision_requests")
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    over = models.CharField(max_length=9, choices=Limit, default=Limit.NO_MANDATE)
    amount = models.PositiveIntegerField()
    granted = models.PositiveIntegerField(null=True, blank=True)  # what was granted, at most the amount
    why = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    is_quiet = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="decision_requests")
    asked_of = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    passed_on_at = models.DateTimeField()  # when the one who is asked now was asked
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.WAITING)
    answered_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_word = models.CharField(max_length=300, blank=True)
    default_answer = models.CharField(max_length=7, choices=DefaultAnswer, blank=True, default=DefaultAnswer.NONE)
    default_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["once"], name="request_once", condition=~Q(once="")),
            models.CheckConstraint(
                name="request_answered",
                condition=Q(state=RequestState.WAITING, answered_at__isnull=True)
                | (~Q(state=RequestState.WAITING) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(name="request_grants_at_most", condition=Q(granted__lte=F("amount"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="request_open", condition=Q(state=RequestState.WAITING)),
            models.Index(fields=["-answered_at"], name="request_newest"),
        ]

    @property
    def is_granted_in_part(self) -> bool:
        return self.granted is not None and self.granted < self.amount

    @property
    def is_waiting(self) -> bool:
        return self.state == RequestState.WAITING


class Asking(models.Model):
    """One person who was asked, in order: the first, then each it was passed on to."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="askings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "member"], name="asked_once")]
