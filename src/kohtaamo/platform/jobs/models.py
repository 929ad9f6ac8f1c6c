from __future__ import annotations

from django.db import models


class Worker(models.Model):
    """A worker that says it is alive. Jobs of one that fell silent are taken up again by the others."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "platform"
        db_table = "jobs_worker"
