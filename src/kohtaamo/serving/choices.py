from django.db import models
from django.utils.translation import gettext_lazy as _


class Woken(models.TextChoices):
    """What woke a case that slept."""

    TIME = "time", _("the time came")
    CUSTOMER = "customer", _("the customer wrote")
    PROMISE = "promise", _("the promise is soon due")
    PROMISE_GONE = "gone", _("the promise it waited for was settled")
    HAND = "hand", _("woken by hand")
    OTHER = "other", _("something happened in the case")
    SETTLED = "settled", _("it was settled")
