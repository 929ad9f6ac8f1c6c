from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom an article is written."""

    CUSTOMERS = "customers", _("customers")
    STAFF = "staff", _("all who work here")
    TEAM = "team", _("one team")


class TextState(models.TextChoices):
    """How an article stands in one language."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Place(models.TextChoices):
    """Where somebody looked for an article."""

    CUSTOMERS = "customers", _("on the public pages")
    STAFF = "staff", _("at the desk")
