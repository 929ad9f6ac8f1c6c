from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    WAITING_US = "us", _("Waits for us")
    WAITING_CUSTOMER = "customer", _("Waits for the customer")
    SETTLED = "settled", _("Settled")


class EncounterState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MET = "met", _("Met")
    ENDED = "ended", _("Ended")
    MISSED = "missed", _("Missed")


class Outcome(models.TextChoices):
    SOLVED = "solved", _("Solved")
    PROMISED = "promised", _("Promised to return")
    HANDED = "handed", _("Handed on")
    NOT_REACHED = "not_reached", _("Not reached")


class Feeling(models.IntegerChoices):
    """Five steps, noted by a person or told by the customer; never inferred from voice or face."""

    FURIOUS = 1, _("Upset")
    DISAPPOINTED = 2, _("Disappointed")
    CALM = 3, _("Calm")
    CONTENT = 4, _("Content")
    DELIGHTED = 5, _("Delighted")


class Author(models.TextChoices):
    """Who says a message: the customer, us, a note among us, or the system."""

    CUSTOMER = "customer", _("Customer")
    US = "us", _("Us")
    NOTE = "note", _("Note among us")
    SYSTEM = "system", _("The system")
    ASIDE = "aside", _("Beside the customer")  # forwarded to somebody else, and what they answer


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Leaving soon")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Did not arrive")
    TAKEN_BACK = "taken_back", _("Taken back")
    HELD = "held", _("Held back")  # set to leave later, and the customer wrote before it did
