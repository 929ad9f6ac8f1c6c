from __future__ import annotations

from django.db import models


class Document(models.Model):
    """One searchable thing. ``words`` are index terms, ``scope`` tokens say who may find it.

    The text index over both columns is made in the migration: FTS5 on SQLite, a GIN index on PostgreSQL.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    group_id = models.BigIntegerField(default=0)  # what several documents share, such as the case of messages
    at = models.DateTimeField()
    words = models.TextField()
    scope = models.CharField(max_length=200)

    class Meta:
        app_label = "platform"
        db_table = "search_document"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_each")]
        indexes = [models.Index(fields=["kind", "group_id"], name="search_group")]
