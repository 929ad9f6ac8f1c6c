from __future__ import annotations

from typing import ClassVar

from django.db import models


class Worker(models.Model):
    """A worker that says it is alive. Jobs of one that fell silent are taken up again by the others."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "platform"
        db_table = "jobs_worker"


class Dismissal(models.Model):
    """A failure that a person left be, and why: what it was by its kind and its key there, and who it was as the
    journal names people. The entry in the journal outlives it."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    what = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)  # it failed
    reason = models.CharField(max_length=300)  # it may be left be
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        app_label = "platform"
        db_table = "jobs_dismissal"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="dismissal_once")]
