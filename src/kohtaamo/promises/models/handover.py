"""Hand-overs: a case given to someone with what was asked, tried and promised, until they accept it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Message
from kohtaamo.promises.choices import HandoverState
from kohtaamo.promises.models.promise import Promise
from kohtaamo.staff.models import Member, Team


class Handover(models.Model):
    """One hand-over. ``to_member`` is empty when anybody of the team may accept; ``answer_by`` is when it comes back.

    Later ones add to it: ``previous`` is the one this case came by, so what the customer said is never asked again.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")  # of the case: for their path
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    from_member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="handovers_given")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="handovers")
    to_member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="handovers")
    asked = models.TextField()  # what the customer wants settled
    tried = models.TextField(blank=True)  # what was already tried
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="handovers")
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=HandoverState, default=HandoverState.OFFERED)
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=300, blank=True)  # why not accepted
    seen_at = models.DateTimeField(null=True, blank=True)  # when the giver saw that it came back

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["answer_by"], name="handover_open", condition=models.Q(state=HandoverState.OFFERED)),
            models.Index(
                fields=["to_team", "offered_at"],
                name="handover_offered",
                condition=models.Q(state=HandoverState.OFFERED),
            ),
            models.Index(fields=["from_member", "-offered_at"], name="handover_given"),
            models.Index(fields=["case", "offered_at"], name="handover_case"),
            models.Index(fields=["customer", "-offered_at"], name="handover_customer"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], name="handover_one_open", condition=models.Q(state=HandoverState.OFFERED)
            )
        ]

    @property
    def receiver(self) -> str:
        """The person by name, else the team."""
        return str(self.to_member or self.to_team)
