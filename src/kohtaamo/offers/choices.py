from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferState(models.TextChoices):
    """Every offer is in exactly one. A given offer stays given while its next version is being written."""

    DRAFT = "draft", pgettext_lazy("an offer", "Being written")
    GIVEN = "given", pgettext_lazy("an offer", "Given")
    ACCEPTED = "accepted", pgettext_lazy("an offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("an offer", "Declined")
    LAPSED = "lapsed", pgettext_lazy("an offer", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("an offer", "Withdrawn")


class Per(models.TextChoices):
    """How often a line's price is paid."""

    ONCE = "once", pgettext_lazy("a price", "once")
    MONTH = "month", pgettext_lazy("a price", "a month")
    YEAR = "year", pgettext_lazy("a price", "a year")


class Unit(models.TextChoices):
    """What a line is counted in."""

    PIECE = "piece", pgettext_lazy("a unit", "pcs")
    HOUR = "hour", pgettext_lazy("a unit", "h")
    DAY = "day", pgettext_lazy("a unit", "days")
    KILOGRAM = "kg", "kg"
    METRE = "m", "m"
    SQUARE = "m2", "m²"


class How(models.TextChoices):
    """In what way an offer was accepted."""

    PAGE = "page", _("on their own page")
    WRITTEN = "written", _("in writing")
    PERSON = "person", _("in person")
    CALL = "call", _("in a call")


class Change(models.TextChoices):
    """How a line of an offer differs from the present contract."""

    SAME = "same", pgettext_lazy("a line of a contract", "as before")
    NEW = "new", pgettext_lazy("a line of a contract", "new")
    GONE = "gone", pgettext_lazy("a line of a contract", "left out")
    CHEAPER = "cheaper", pgettext_lazy("a line of a contract", "cheaper")
    DEARER = "dearer", pgettext_lazy("a line of a contract", "dearer")
    OTHER = "other", pgettext_lazy("a line of a contract", "changed")


DURABLE = (How.PAGE, How.WRITTEN)
