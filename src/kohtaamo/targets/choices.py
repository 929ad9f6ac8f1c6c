from django.db import models
from django.utils.translation import gettext_lazy as _


class Aim(models.TextChoices):
    """What is to be done in time."""

    FIRST = "first", _("First answer")
    NEXT = "next", _("Next answers")
    SETTLE = "settle", _("Settling")
