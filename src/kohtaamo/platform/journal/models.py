from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that happened. Never changed, never removed; ids order by commit.

    The columns hold bare ids, not relations: the journal outlives what it speaks of.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor = models.CharField(max_length=40, blank=True)  # "member:12", "customer:5", "" = the system itself
    customer_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    encounter_id = models.BigIntegerField(null=True)
    touchpoint_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        app_label = "platform"
        db_table = "journal_entry"
        indexes = [
            models.Index(
                fields=["customer_id", "-id"], name="journal_customer", condition=models.Q(customer_id__isnull=False)
            ),
            models.Index(fields=["case_id", "id"], name="journal_case", condition=models.Q(case_id__isnull=False)),
        ]


class Cursor(models.Model):
    """How far one reader of the journal has come, and what stopped it."""

    reader = models.CharField(max_length=60, primary_key=True)
    last_id = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "platform"
        db_table = "journal_cursor"
