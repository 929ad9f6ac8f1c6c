"""The register: who promised what to whom, by when, in what form, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.promises.choices import Form, PromiseState, Source
from kohtaamo.staff.models import Member, Team

_WHOLE = (models.Q(in_full=True) | models.Q(in_full__isnull=True)) & (
    models.Q(in_form=True) | models.Q(in_form__isnull=True)
)
_IN_TIME = models.Q(state=PromiseState.KEPT, kept_at__lte=models.F("first_due_at"), confirmation_failed_at__isnull=True)


class Promise(models.Model):
    """One promise. ``first_due_at`` never changes: keeping is judged against it, whatever was moved later."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="promises")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="promises")
    encounter = models.ForeignKey(Encounter, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises")
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises", db_index=False
    )
    what = models.CharField(max_length=300)
    form = models.CharField(max_length=8, choices=Form, default=Form.ANY)
    source = models.CharField(max_length=12, choices=Source, default=Source.HAND)
    made_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises_made")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="promises", db_index=False)
    made_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=PromiseState, default=PromiseState.OPEN)
    state_at = models.DateTimeField()
    state_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    in_full = models.BooleanField(null=True)
    in_form = models.BooleanField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why broken or withdrawn
    confirmation_failed_at = models.DateTimeField(null=True, blank=True)  # the mail that told of it did not arrive
    was_overdue_at = models.DateTimeField(null=True, blank=True)  # when the clock passed it while open
    # In full, in the agreed form, told, and no later than first promised: rules.was_kept, counted by the database.
    counts_kept = models.GeneratedField(
        expression=models.Case(models.When(_IN_TIME & _WHOLE, then=models.Value(1)), default=models.Value(0)),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="promise_open", condition=models.Q(state=PromiseState.OPEN)),
            models.Index(fields=["owner", "due_at"], name="promise_owner", condition=models.Q(state=PromiseState.OPEN)),
            models.Index(fields=["team", "due_at"], name="promise_team", condition=models.Q(state=PromiseState.OPEN)),
            models.Index(fields=["first_due_at", "team", "state", "counts_kept"], name="promise_counted"),
            models.Index(fields=["team", "first_due_at", "state", "counts_kept"], name="promise_team_counted"),
            models.Index(fields=["owner", "kept_at"], name="promise_kept_by"),
            models.Index(fields=["state_at"], name="promise_state_at"),
            models.Index(fields=["case"], name="promise_case"),
            # Most promises were told in no message: an index of all would look useless to the database.
            models.Index(fields=["message"], name="promise_told", condition=models.Q(message__isnull=False)),
            models.Index(fields=["customer", "made_at"], name="promise_customer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="promise_kept_has_time",
                condition=models.Q(state=PromiseState.KEPT, kept_at__isnull=False)
                | (~models.Q(state=PromiseState.KEPT) & models.Q(kept_at__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.what


class Move(models.Model):
    """A promise moved: from when to when, by whom, and whether the customer agreed."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="moves")
    from_due_at = models.DateTimeField()
    to_due_at = models.DateTimeField()
    agreed = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    moved_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_at = models.DateTimeField()
