"""The one family of errors a person can meet: a code, a status and a sentence saying what happened and what to do."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class KohtaamoError(Exception):
    """Base of the family. ``sentence`` is shown to the person as it is; it never holds secrets.

    ``field`` names what it concerns of what was given, where one thing can be named.
    """

    code = "failed"
    status = 500
    field = ""
    sentence: str | LazyText = _("Something went wrong on our side. Nothing you wrote was lost. Try again in a moment.")

    def __init__(self, sentence: str | LazyText | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(KohtaamoError):
    code = "not_allowed"
    status = 403
    sentence = _("You do not have the right to do this. Ask an administrator if you need it.")


class NotFound(KohtaamoError):
    code = "not_found"
    status = 404
    sentence = _("There is nothing here for you. The address may be old, or it may belong to someone else.")


class Invalid(KohtaamoError):
    code = "invalid"
    status = 422
    sentence = _("Something is missing or cannot be used. Check what you wrote.")


class Conflict(KohtaamoError):
    code = "conflict"
    status = 409
    sentence = _("Someone else changed this just now. Look at the change and try again.")


class TooMany(KohtaamoError):
    code = "too_many"
    status = 429
    sentence = _("That was a lot of tries in a short time. Wait a minute and try again.")

    def __init__(self, sentence: str | LazyText | None = None, *, seconds: int = 60) -> None:
        super().__init__(sentence)
        self.seconds = seconds  # until it may be tried again: what Retry-After tells


class TooLarge(KohtaamoError):
    code = "too_large"
    status = 413
    sentence = _("The file is too large. Send it in parts or as a link.")
