"""Mailboxes, how far each folder has been read, and every mail that came, raw."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.channels.mail.choices import Outcome, Security, SignIn, Stage
from kohtaamo.encounters.models import Message
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint


class Mailbox(models.Model):
    """A mail address of ours, the touchpoint it serves and the servers behind it. Secrets are stored encrypted."""

    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.EmailField(_("address"), max_length=254, unique=True)
    sender_name = models.CharField(_("sender's name"), max_length=120, blank=True)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.NEW)
    sign_in = models.CharField(_("sign in with"), max_length=10, choices=SignIn, default=SignIn.PASSWORD)
    imap_host = models.CharField(max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    smtp_host = models.CharField(max_length=200, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=8, choices=Security, default=Security.STARTTLS)
    username = models.CharField(_("user name"), max_length=254, blank=True)
    secret = models.TextField(blank=True)  # encrypted password or refresh token
    client_id = models.CharField(max_length=200, blank=True)
    client_secret = models.TextField(blank=True)  # encrypted
    tenant = models.CharField(max_length=100, blank=True)
    folders_read = models.JSONField(default=list)  # names of folders to read; INBOX when empty
    plus_addresses = models.BooleanField(default=True)  # the server accepts local+key@domain
    signs_returns = models.BooleanField(default=False)  # each mail leaves with a signed return path of its own
    acknowledges = models.BooleanField(_("tells that the mail came and when we answer"), default=True)
    looked = models.JSONField(default=dict)  # what the dry run saw: {"folders": [...], "senders": [...], "at": ...}
    begun_at = models.DateTimeField(null=True, blank=True)  # when a person began taking mail in
    held_by = models.CharField(max_length=64, blank=True)  # the process that fetches now, until held_until
    held_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row; the pause grows with them
    last_ok_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)  # the last failure, in a sentence
    trouble_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "mailboxes"
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address


class Folder(models.Model):
    """How far a folder has been read: a UID cursor within one UIDVALIDITY, and the counts on both sides."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=200)
    uidvalidity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    history_uid = models.BigIntegerField(default=0)  # mails up to this one are the past, taken in silently ...
    history_until = models.DateTimeField(null=True, blank=True)  # ... but not those the server got after this
    skipped_uid = models.BigIntegerField(default=0)  # mails up to this one were left out by a person's choice
    on_server = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    missing = models.JSONField(default=list)  # UIDs seen on the server, not stored here

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailbox", "name"], name="folder_once")]

    def __str__(self) -> str:
        return self.name

    def is_past(self, uid: int, came_at: datetime | None) -> bool:
        """Whether the mail is history: within the past marked at the beginning, and not newer than its end."""
        newer = self.history_until is not None and came_at is not None and came_at > self.history_until
        return uid <= self.history_uid and not newer


class Intake(models.Model):
    """One mail that came, by whatever way, and what became of it. Its raw bytes are always kept."""

    raw = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    size = models.BigIntegerField()
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    uidvalidity = models.BigIntegerField(null=True, blank=True)
    uid = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10)  # imap, smtp, ingest, porch
    envelope_from = models.CharField(max_length=320, blank=True)  # "<>" is the null sender, empty is not known
    envelope_to = models.JSONField(default=list)
    is_history = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.KEPT)
    reason = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    header_id = models.CharField(max_length=400, blank=True)
    content = models.CharField(max_length=64, blank=True)  # digest of what was said, without the trace of the way
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    authentication = models.JSONField(null=True)  # whether it comes from where it says: authentication.judgement
    original = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="again")
    tries = models.PositiveSmallIntegerField(default=0)  # how many times it was read again after a failure

    class Meta:
        ordering = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["raw"], name="intake_raw"),
            models.Index(fields=["header_id"], name="intake_header", condition=~models.Q(header_id="")),
            models.Index(fields=["outcome", "-id"], name="intake_outcome"),
            models.Index(fields=["message"], name="intake_message"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder", "uidvalidity", "uid"], name="intake_uid_once", condition=models.Q(uid__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.subject or f"#{self.pk}"

    @property
    def is_whole(self) -> bool:
        """Whether all of it is kept; of one far too large only the head is."""
        return self.raw is not None and self.raw.size == self.size


class UnwantedSender(models.Model):
    """An address or domain whose mails are kept apart; undone by removing the row."""

    pattern = models.CharField(max_length=320, unique=True)  # name@example.fi, or example.fi for all of it
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.pattern


class Acknowledged(models.Model):
    """An acknowledgement sent to a mailbox, so that a storm of mails is not answered by one of ours."""

    mailbox = models.CharField(max_length=320)  # theirs: in lower case, without what stands after its plus
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mailbox", "at"], name="acknowledged_mailbox")]
