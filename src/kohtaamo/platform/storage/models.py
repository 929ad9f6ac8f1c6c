from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """Bytes kept once, named by their SHA-256. Small ones live in the row, large ones in a file beside the database."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    packed = models.BinaryField(null=True)  # zlib; null when the bytes are in a file
    kept_at = models.DateTimeField()

    class Meta:
        app_label = "platform"
        db_table = "storage_blob"
