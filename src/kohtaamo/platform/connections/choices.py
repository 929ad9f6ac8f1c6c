from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DispatchState(models.TextChoices):
    """Every dispatch is in exactly one. Failed: tried in vain, and tried again later. Given up: not tried any more."""

    WAITING = "waiting", pgettext_lazy("an event to another system", "Waiting")
    FAILED = "failed", pgettext_lazy("an event to another system", "Tried again soon")
    DELIVERED = "delivered", pgettext_lazy("an event to another system", "Delivered")
    GIVEN_UP = "given_up", pgettext_lazy("an event to another system", "Given up")
    DISMISSED = "dismissed", pgettext_lazy("an event to another system", "Left unsent")


OPEN = (DispatchState.WAITING, DispatchState.FAILED)


class PausedWhy(models.TextChoices):
    """Why a connection is paused."""

    NOT = "", ""
    BY_HAND = "hand", _("Paused by hand")
    FAILING = "failing", _("Paused, because it has not answered for days")
    GONE = "gone", _("Paused, because the other system says it is gone (410)")


class AttemptProblem(models.TextChoices):
    """Why an attempt failed."""

    NONE = "", ""
    STATUS = "status", _("The other system did not take it.")
    REDIRECT = "redirect", _("It answers from another address. Write the new address here; we follow nobody.")
    NO_NAME = "no_name", _("There is no server by this name.")
    REFUSED = "refused", _("Nothing answers at this address.")
    UNREACHED = "unreached", _("The connection broke or was never made.")
    TIMEOUT = "timeout", _("It did not answer in time.")
    CERTIFICATE = "certificate", _("Its certificate could not be trusted.")
    INTERNAL = "internal", _("The address is inside our own network, which is not allowed.")
    UNREADABLE = "unreadable", _("What it answered is not HTTP.")
    SECRET = "secret", _("The secret can no longer be opened. Make a new one.")
    OURS = "ours", _("Its answer could not be put down on our side.")
    CUT_OFF = "cut_off", _("We were cut off before it answered. It may have got this.")
