"""Answers kept, so that an act sent twice under one name is done once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.staff.models import Key


class KeptAnswer(models.Model):
    """One act a program named itself, and how it was answered; ``status`` is empty while it is being done.

    ``claim`` belongs to whoever is doing it: only with it may the answer be written, so that of two at once one counts.
    """

    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # of the method, the address and the whole body
    claim = models.CharField(max_length=32)
    claimed_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "name"], name="kept_answer_once")]
        indexes: ClassVar = [models.Index(fields=["claimed_at"], name="kept_answer_age")]
