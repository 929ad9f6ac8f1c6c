"""What has been used of the rate limits, where several processes count together."""

from __future__ import annotations

from django.db import models


class Spent(models.Model):
    """How often one thing was done in the window that ends at ``ends_at`` (seconds since 1970); begun anew after it."""

    name = models.CharField(max_length=200, primary_key=True)
    used = models.PositiveIntegerField()
    ends_at = models.FloatField(db_index=True)

    class Meta:
        app_label = "platform"
        db_table = "limit_spent"
