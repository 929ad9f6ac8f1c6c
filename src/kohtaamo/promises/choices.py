from django.db import models
from django.utils.translation import gettext_lazy as _


class PromiseState(models.TextChoices):
    """Every promise is in exactly one. Moved is not a state: a moved promise is open, with its history in moves."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Standing(models.TextChoices):
    """How a promise stands now, read from its state and the clock."""

    OPEN = "open", _("Open")
    RISK = "risk", _("At risk")
    LATE = "late", _("Late")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "gone", _("Withdrawn")


class Form(models.TextChoices):
    """The form in which the promise is to be kept."""

    ANY = "any", _("any way")
    CALL = "call", _("a call")
    MAIL = "mail", _("in writing")
    SMS = "sms", _("a text message")
    VISIT = "visit", _("in person")
    LETTER = "letter", _("a letter")
    DELIVERY = "delivery", _("a delivery")


class Source(models.TextChoices):
    HAND = "hand", _("made by hand")
    TEXT = "text", _("found in the text")
    ANSWER_TIME = "answer_time", _("the touchpoint's answer time")
    HANDOVER = "handover", _("made in a hand-over")
    RECOVERY = "recovery", _("made anew when putting right")
    LAW = "law", _("the law")
    OFFER = "offer", _("an accepted offer")
    CONTRACT = "contract", _("a contract that ends")


class HandoverState(models.TextChoices):
    """Offered until the receiver accepts or says why not; unanswered it comes back by itself."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    RETURNED = "returned", _("Came back unanswered")
    WITHDRAWN = "withdrawn", _("Taken back")


class Failing(models.TextChoices):
    """What went wrong with us."""

    PROMISE = "promise", _("A promise was not kept")
    DELIVERY = "delivery", _("Our answer did not arrive")
    FEELING = "feeling", _("The customer was hurt")
    LATENESS = "lateness", _("Late, as another system told")


class RecoveryState(models.TextChoices):
    """Open until it was put right, or closed with a word when nothing was needed."""

    OPEN = "open", _("To be put right")
    MADE = "made", _("Put right")
    CLOSED = "closed", _("Closed with a word")


class PublicKind(models.TextChoices):
    """Where a promise to everyone was given."""

    CAMPAIGN = "campaign", _("Campaign")
    ADVERTISEMENT = "advert", _("Advertisement")
    SHOP = "shop", _("Web shop")
    STANDARD = "standard", _("Service standard")
    LAW = "law", _("Law")
