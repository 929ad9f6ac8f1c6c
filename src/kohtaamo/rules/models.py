"""Rules, what they did, and what they would have done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.rules.choices import FiringState, Joined
from kohtaamo.staff.models import Member


class Rule(models.Model):
    """One rule. ``when`` is {"kind", "number", "clock", "days"}; ``conditions`` are [{"what", "how", "values", "extra"}];
    ``acts`` are [{"do", "value", "extra"}].

    The owner answers for it: it may do what they may, and nothing else. Only what happens after it was switched on
    (``from_entry`` in the journal, ``on_at``) concerns it.
    """

    name = models.CharField(max_length=120)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="rules")
    place = models.PositiveIntegerField(default=0)
    when = models.JSONField(default=dict)
    joined = models.CharField(max_length=3, choices=Joined, default=Joined.ALL)
    conditions = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    stops = models.BooleanField(default=False)  # no later rule looks at what this one acted on
    is_on = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    from_entry = models.BigIntegerField(default=0)
    on_at = models.DateTimeField(null=True)
    clocked_on = models.DateField(null=True)  # the last day a rule by the clock was through with
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"rule:{self.pk}"

    @property
    def kind(self) -> str:
        return str(self.when.get("kind", ""))


class Firing(models.Model):
    """One time a rule acted on a case. ``occasion`` names what moved it (``e12`` the journal's entry 12): it acts once
    on each. ``acts`` are [{"do", "value", "extra", "why", "try", "on", "was", "is", "undone", "kept"}]: ``why`` is the
    sentence of one that failed, ``try`` in which try it was done when not in the first, ``on`` the case it was done to,
    ``was`` and ``is`` how what it touched was before and after, ``undone`` whether it was put back (back, part, kept) and
    ``kept`` why not."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="firings")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=60)
    at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=FiringState)
    acts = models.JSONField(default=list)
    why = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=1)
    message = models.BigIntegerField(null=True)  # what the customer said, where that moved it
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    undoing = models.ForeignKey("Undoing", null=True, on_delete=models.SET_NULL, related_name="firings")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["rule", "case", "occasion"], name="firing_once")]
        indexes: ClassVar = [
            models.Index(fields=["rule", "-at"], name="firing_newest"),
            models.Index(fields=["case", "rule", "-at"], name="firing_of_case"),
            models.Index(fields=["at"], name="firing_failed", condition=models.Q(state__in=["failed", "held"])),
        ]

    @property
    def failed_acts(self) -> list[dict[str, Any]]:
        return [act for act in self.acts if act.get("why")]

    @property
    def may_be_undone(self) -> bool:
        """Whether anything that can be put back was changed, by what is written down of it."""
        return self.state != FiringState.UNDONE and any(act.get("was") != act.get("is") for act in self.acts)


class Undoing(models.Model):
    """All a rule did since a moment, put back piece by piece, the newest first. ``reached`` is the last looked at."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="undoings")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    begun_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField()
    total = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rule", "-begun_at"], name="undoing_newest"),
            models.Index(fields=["beat_at"], name="undoing_running", condition=models.Q(ended_at__isnull=True)),
        ]


class Trial(models.Model):
    """A rule tried on the journal's last days: what it would have done. Nothing but this is written."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="trials")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    first = models.BigIntegerField(default=0)  # entries of the journal: from, how far, to
    reached = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)  # occasions that came up
    found = models.PositiveIntegerField(default=0)  # on which it would have acted
    why = models.CharField(max_length=300, blank=True)  # it could not be finished

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rule", "-begun_at"], name="trial_newest"),
            models.Index(fields=["beat_at"], name="trial_running", condition=models.Q(ended_at__isnull=True)),
        ]

    @property
    def percent(self) -> int:
        whole = self.last - self.first
        return 100 if self.ended_at or not whole else min(99, 100 * (self.reached - self.first) // whole)


class TrialFind(models.Model):
    """One time it would have acted."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="finds")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    occasion = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["trial", "case", "occasion"], name="find_once")]
