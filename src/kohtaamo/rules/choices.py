from django.db import models
from django.utils.translation import gettext_lazy as _


class Joined(models.TextChoices):
    """How the conditions of a rule hang together."""

    ALL = "all", _("all of these hold")
    ANY = "any", _("any one of these holds")


class How(models.TextChoices):
    IS = "is", _("is")
    NOT = "not", _("is not")


class FiringState(models.TextChoices):
    """What came of it."""

    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    HELD = "held", _("Held back")  # it would have gone round and round
    LEFT = "left", _("Left be")  # a person saw the failure and let it be
    UNDONE = "undone", _("Undone")  # a person put back what could be


class Kept(models.TextChoices):
    """Why something a rule did is not put back."""

    CHANGED = "changed", _("somebody has changed it since")
    JOINED = "joined", _("the matter has been joined to another since")
    NOTED = "noted", _("a note stays in the talk")
    SENT = "sent", _("what has left stays sent")
    TOLD = "told", _("the other system has been told")
    GONE = "gone", _("what it was before is no longer in use")
    OLD = "old", _("how it was before was not written down then")
