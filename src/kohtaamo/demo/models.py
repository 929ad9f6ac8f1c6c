"""The mark of a demonstration, and the mails its invented customers got."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Demonstration(models.Model):
    """Marks a system that shows an invented organisation; there is at most one. Without ``loaded_at`` it is half there."""

    begun_at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True)
    days = models.PositiveIntegerField()
    password = models.CharField(max_length=60)  # of everyone in it; made for this installation, nothing real behind it


class DemoMail(models.Model):
    """A mail as it came to an invented customer's mailbox. ``raw`` is all of it."""

    to = models.EmailField(max_length=320)
    sender = models.CharField(max_length=320)
    reply_to = models.CharField(max_length=320, blank=True)
    header_id = models.CharField(max_length=400, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    raw = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["to", "-id"], name="demo_mail_to")]

    def __str__(self) -> str:
        return self.subject
