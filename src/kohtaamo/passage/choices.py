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


class ImportSource(models.TextChoices):
    """What a file is that is taken in."""

    CUSTOMERS = "customers", _("Customers: a table (CSV)")
    VCARD = "vcard", _("Customers: cards (vCard)")
    ZENDESK = "zendesk", _("Cases of Zendesk")
    FRESHDESK = "freshdesk", _("Cases of Freshdesk")
    CHATWOOT = "chatwoot", _("Cases of Chatwoot")
    ZAMMAD = "zammad", _("Cases of Zammad")
    MBOX = "mbox", _("Mails of the past (mbox)")


class ImportState(models.TextChoices):
    READING = "reading", _("Being read")
    TRYING = "trying", _("Being tried")
    READY = "ready", _("Waits for your word")
    TAKING = "taking", _("Being taken in")
    DONE = "done", _("Taken in")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Could not be read")


class ExportForm(models.TextChoices):
    CSV = "csv", _("CSV, for spreadsheets")
    LINES = "jsonl", _("JSON lines, for programs")
    PARQUET = "parquet", _("Parquet, for analysis")


class ExportState(models.TextChoices):
    GOING = "going", _("Being made")
    DONE = "done", _("Can be fetched")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Could not be made")
    GONE = "gone", _("No longer kept")
