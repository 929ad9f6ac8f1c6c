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


class Sharing(models.TextChoices):
    """How a team's new cases find their owner."""

    FREE = "free", _("wait until somebody takes them")
    TURN = "turn", _("go to each in turn")
    LOAD = "load", _("go to the one who has least waiting")


class Told(models.TextChoices):
    """What people are told of."""

    MENTION = "mention", _("a colleague names you or your team in a note")
    GIVEN = "given", _("a case is given or handed over to you")
    SHOWN = "shown", _("you are let to see a case")
    WROTE = "wrote", _("a customer writes in a case of yours")
    ASIDE = "aside", _("somebody answers what you forwarded")
    HELD = "held", _("an answer of yours is held back")
    FAILED = "failed", _("a message of yours does not arrive")
    WOKE = "woke", _("a case you put to sleep wakes")
    LATE = "late", _("a promise of yours is late")
    ENDS = "ends", _("a contract of a customer who knows you ends soon")
    TARGET = "target", _("an answer-time target is near or missed in a case of yours")
    REVIEW = "review", _("an article you look after is to be read through")


class By(models.TextChoices):
    """Ways of being told."""

    PAGE = "page", _("on the page")
    PUSH = "push", _("by the browser")
    MAIL = "mail", _("by mail")


class Digest(models.TextChoices):
    """How often unseen things are gathered into one mail."""

    SOON = "soon", _("within a few minutes")
    HOUR = "hour", _("at most once an hour")
    DAY = "day", _("once a day, in the morning")


USUAL: dict[str, list[str]] = {
    Told.MENTION: [By.PAGE, By.PUSH, By.MAIL],
    Told.GIVEN: [By.PAGE, By.PUSH, By.MAIL],
    Told.SHOWN: [By.PAGE],
    Told.WROTE: [By.PAGE],
    Told.ASIDE: [By.PAGE, By.PUSH],
    Told.HELD: [By.PAGE, By.PUSH, By.MAIL],
    Told.FAILED: [By.PAGE, By.MAIL],
    Told.WOKE: [By.PAGE],
    Told.LATE: [By.PAGE, By.PUSH],
    Told.ENDS: [By.PAGE, By.MAIL],
    Told.TARGET: [By.PAGE],
    Told.REVIEW: [By.PAGE, By.PUSH, By.MAIL],
}
