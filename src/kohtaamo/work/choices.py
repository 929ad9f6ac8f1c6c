from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """What one case is to another."""

    RELATED = "related", _("belongs together with")
    CHILD = "child", _("is a part of")
    DUPLICATE = "duplicate", _("is the same as")
    SPLIT = "split", _("was split from")


class Act(models.TextChoices):
    """What many cases can be changed by at once."""

    ASSIGN = "assign", _("give to")
    TAG = "tag", _("put a tag on")
    UNTAG = "untag", _("take a tag off")
    SETTLE = "settle", _("settle")


class BulkState(models.TextChoices):
    WORKING = "working", _("Under way")
    STOPPED = "stopped", _("Stopped")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class ItemState(models.TextChoices):
    """What became of one case: ``same`` was so already, ``kept`` somebody changed since and was left be."""

    WAITING = "waiting", _("Waits")
    DONE = "done", _("Changed")
    SAME = "same", _("Was so already")
    REFUSED = "refused", _("Could not be changed")
    UNDONE = "undone", _("Put back")
    KEPT = "kept", _("Changed by someone since")


class Target(models.TextChoices):
    """What a field of one's own belongs to."""

    CASE = "case", _("Case")
    CUSTOMER = "customer", _("Customer")
    ENCOUNTER = "encounter", _("Encounter")


class FieldKind(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    MONEY = "money", _("money, in euros")
    DATE = "date", _("date")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("any of several")


CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
