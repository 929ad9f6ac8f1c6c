from django.db import models
from django.utils.translation import gettext_lazy as _


class How(models.TextChoices):
    """How a case came to a cause."""

    HAND = "hand", _("by hand")
    RULE = "rule", _("by the rule")
    LIKENESS = "likeness", _("as one alike")


class NoticeState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SENDING = "sending", _("On its way")
    PAUSED = "paused", _("Paused")
    SENT = "sent", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")


class ToldBy(models.TextChoices):
    """The way in which a person is told."""

    MAIL = "mail", _("by mail")
    CALL = "call", _("by a call")
    LETTER = "letter", _("by a letter")


class ToState(models.TextChoices):
    """How far one person's notice is."""

    WAITING = "waiting", _("Waits for its turn")
    SENT = "sent", _("On its way")
    DELIVERED = "delivered", _("Arrived")
    FAILED = "failed", _("Did not arrive")
    DOUBTFUL = "doubtful", _("May have arrived")
    BY_HAND = "by_hand", _("Told by a person")
    LEFT_OUT = "left_out", _("Left out")
