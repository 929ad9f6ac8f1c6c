"""What a person is told, by which ways, and how they wish to be told."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models

from kohtaamo.encounters.models import Case, Message
from kohtaamo.knowledge.models import Article
from kohtaamo.serving.choices import Digest, Told
from kohtaamo.staff.models import Member


class Notification(models.Model):
    """One thing one person is told. ``entry`` is the journal entry it came from: nobody is told of it twice."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=10, choices=Told)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    entry = models.BigIntegerField()
    at = models.DateTimeField()
    on_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["member", "-at"], name="notification_newest"),
            models.Index(
                fields=["member"], name="notification_unseen",
                condition=models.Q(seen_at__isnull=True, on_page=True),
            ),
            models.Index(
                fields=["at"], name="notification_to_mail",
                condition=models.Q(by_mail=True, mailed_at__isnull=True, seen_at__isnull=True),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "member"], name="notification_once")]


class TellWish(models.Model):
    """How one person wishes to be told: ``ways`` maps a kind to the ways for it; those left out are as usual."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="tell_wish")
    ways = models.JSONField(default=dict)
    quiet_from = models.TimeField(null=True, default=time(18, 0))
    quiet_until = models.TimeField(null=True, default=time(7, 0))
    digest = models.CharField(max_length=5, choices=Digest, default=Digest.HOUR)


class PushDevice(models.Model):
    """A browser that is told by push: its address at the push service and the keys it gave (RFC 8030, RFC 8291)."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="push_devices")
    endpoint = models.TextField(unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)
