"""What can go wrong between a program and us, in the family every error belongs to."""

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid, KohtaamoError, NotAllowed, TooLarge, TooMany


class NoKey(KohtaamoError):
    code = "no_key"
    status = 401
    sentence = _("Send a key that is in use: Authorization: Bearer koht_... Keys are made in the settings.")


class ScopeMissing(NotAllowed):
    """``scope`` is what the key lacks."""

    code = "scope_missing"

    def __init__(self, scope: str) -> None:
        super().__init__(_("The key does not open this. It lacks %(scope)s.") % {"scope": scope})


class TooFast(TooMany):
    code = "too_fast"
    sentence = _("The key has been used more often than it may. Wait the seconds in Retry-After and go on.")


class NotReadable(KohtaamoError):
    code = "not_readable"
    status = 400
    sentence = _("What was sent cannot be read. Send JSON in UTF-8, without the character zero.")


class WrongPlace(KohtaamoError):
    code = "wrong_place"
    status = 400
    sentence = _("The place to go on from is not one of ours. Follow the link in next as it was given.")


class NotJson(KohtaamoError):
    code = "not_json"
    status = 415
    sentence = _("The body is not JSON. Say Content-Type: application/json.")


class BodyTooLarge(TooLarge):
    code = "body_too_large"
    sentence = _("The body is too large. Send it in parts.")


class WrongFields(Invalid):
    """Fields that cannot be taken: ``fields`` as (JSON pointer or parameter, code, sentence)."""

    code = "wrong_fields"
    sentence = _("Some fields cannot be used. Each is told in errors.")

    def __init__(self, fields: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self.fields = fields


class MethodNotAllowed(KohtaamoError):
    """``allowed`` are the methods the address takes."""

    code = "method_not_allowed"
    status = 405
    sentence = _("The address does not take this method. Those it takes are in Allow.")

    def __init__(self, allowed: list[str]) -> None:
        super().__init__()
        self.allowed = allowed


class NameReused(Invalid):
    code = "name_reused"
    sentence = _("This Idempotency-Key already stands for something else. Give each act a name of its own.")


class InProgress(Conflict):
    code = "in_progress"
    sentence = _("The same act is being done now. Ask again in a moment under the same Idempotency-Key.")


class Changed(KohtaamoError):
    code = "changed"
    status = 412
    sentence = _("It has changed since you read it. Read it again, look at the change and send anew.")


class SayWhichOne(KohtaamoError):
    code = "say_which_one"
    status = 428
    sentence = _("Say in If-Match which version you change: the ETag you got when you read it.")


class BusyNow(KohtaamoError):
    code = "busy"
    status = 503
    sentence = _("The database is busy just now. Nothing was done. Try again in a moment.")
