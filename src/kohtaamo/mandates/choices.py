from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BuiltIn(models.TextChoices):
    """The kinds of decision every system has from the start."""

    REFUND = "refund", _("Refund")
    DISCOUNT = "discount", _("Discount")
    REPLACEMENT = "replacement", _("A new one in its place")
    GIFT = "gift", _("Gift card")
    FREE_DELIVERY = "free_delivery", _("Free delivery")
    EXTRA_TIME = "extra_time", _("Extra time")
    SKIP_STEP = "skip_step", _("Skipping a step")


class Unit(models.TextChoices):
    """What a kind is counted in. A yes or no counts as one each time."""

    MONEY = "money", _("money")
    DAYS = "days", _("days")
    NONE = "none", _("yes or no")


class Period(models.TextChoices):
    """The stretch of the calendar a limit is counted in, in the organisation's zone."""

    DAY = "day", _("one day")
    WEEK = "week", _("one week")
    MONTH = "month", _("one month")
    YEAR = "year", _("one year")


class RequestState(models.TextChoices):
    """Every request is in exactly one. Defaulted: nobody answered in time and the default answer stands."""

    WAITING = "waiting", _("Waiting")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    DEFAULTED = "defaulted", _("Answered by default")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DefaultAnswer(models.TextChoices):
    """What happens when nobody answers a request in the set time."""

    NONE = "", _("keeps waiting")
    GRANT = "grant", _("is granted")
    DECLINE = "decline", _("is declined")


class RemedyState(models.TextChoices):
    """Every remedy is in exactly one. Called off: the decision was taken back before the other system heard of it."""

    WAITING = "waiting", pgettext_lazy("a remedy", "Waiting")
    DONE = "done", pgettext_lazy("a remedy", "Done")
    FAILED = "failed", pgettext_lazy("a remedy", "Failed")
    CALLED_OFF = "called_off", pgettext_lazy("a remedy", "Called off")


class Limit(models.TextChoices):
    """The limit that stood in the way of a decision."""

    NO_MANDATE = "none", _("No mandate")
    ENCOUNTER = "encounter", _("In one meeting")
    CUSTOMER = "customer", _("For one customer")
    PERIOD = "period", _("For one person")
    WITHIN = "within", _("Nothing stood in the way")


class Telling(models.TextChoices):
    """How the customer was told of a decision; empty while they have not been."""

    NOT_YET = "", _("not told yet")
    MAIL = "mail", _("in writing")
    PERSON = "person", _("in person")
    PHONE = "phone", _("by phone")


STARTING_KINDS: dict[str, tuple[str, int | None]] = {
    BuiltIn.REFUND: (Unit.MONEY, 2000),
    BuiltIn.DISCOUNT: (Unit.MONEY, 2000),
    BuiltIn.REPLACEMENT: (Unit.NONE, None),
    BuiltIn.GIFT: (Unit.MONEY, 2000),
    BuiltIn.FREE_DELIVERY: (Unit.MONEY, 1000),
    BuiltIn.EXTRA_TIME: (Unit.DAYS, 7),
    BuiltIn.SKIP_STEP: (Unit.NONE, None),
}
