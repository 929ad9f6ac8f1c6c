from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a mailbox has come. Nothing is sent before it is live."""

    NEW = "new", _("Not connected yet")
    LOOKED = "looked", _("Looked at, nothing taken in")
    HISTORY = "history", _("Taking in the past, silently")
    LIVE = "live", _("Live")
    PAUSED = "paused", _("Paused")


class SignIn(models.TextChoices):
    PASSWORD = "password", _("Password")
    MICROSOFT = "microsoft", "Microsoft 365"
    GOOGLE = "google", "Google"


class Security(models.TextChoices):
    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", _("None (only inside one machine)")


class Outcome(models.TextChoices):
    """What became of a mail that came. All but duplicate and rejected are stored."""

    KEPT = "kept", _("Waiting to be read")
    STORED = "stored", _("Stored")
    DUPLICATE = "duplicate", _("Same mail again")
    AUTO_REPLY = "auto_reply", _("Automatic answer")
    BOUNCE = "bounce", _("Delivery failure")
    COMPLAINT = "complaint", _("Complaint")
    SPAM = "spam", _("Unwanted")
    REJECTED = "rejected", _("Refused")
    FAILED = "failed", _("Could not be read")
