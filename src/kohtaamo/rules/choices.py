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
