"""Answers that say nearly the same to many customers, counted as they are sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Message
from kohtaamo.staff.models import Team


class Pattern(models.Model):
    """One text that a team sent in nearly the same words in one month; ``sample`` is how it was said first.

    Who of the team sent it is not kept here: it tells of a text, never of a person.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    sample = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()  # the sample's words as they are compared
    customers = models.PositiveIntegerField(default=0)
    asked_again = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["month", "team", "-customers"], name="pattern_most"),
            models.Index(fields=["last_at"], name="pattern_last"),
        ]


class PatternKey(models.Model):
    """Where a pattern is looked for: a few of its word sequences, drawn so that like texts share some (MinHash)."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="keys")
    key = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key"], name="pattern_key")]


class PatternTold(models.Model):
    """One customer who got it, first when, and when they had to ask again, if they had."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="told")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["pattern", "customer"], name="pattern_told_once")]
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="pattern_told_case")]
