from django.db import models
from django.utils.translation import gettext_lazy as _


class Taking(models.TextChoices):
    """What a rule of retention takes away."""

    FILES = "files", _("the files of settled cases")
    WORDS = "words", _("the messages of settled cases, with their files")
    CASES = "cases", _("all words of settled cases")
    CUSTOMERS = "customers", _("customers nothing has happened with")


class RunState(models.TextChoices):
    GOING = "going", _("Going on")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
