from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class SomethingNew(Conflict):
    code = "something_new"
    sentence = _("Something new came while you were writing. Your text is safe. Look at it first, then send.")


class AlreadyTaken(Conflict):
    code = "already_taken"
    sentence = _("A colleague took this before you.")


class JoinedElsewhere(Conflict):
    code = "joined_elsewhere"

    def __init__(self, number: str) -> None:
        super().__init__(
            format_lazy(_("This case was joined to {number}. Your text is safe. Go on there."), number=number)
        )


class AlreadyLeft(Conflict):
    code = "already_left"
    sentence = _("The message has already left and cannot be taken back.")


class LeavesTooLate(Invalid):
    code = "leaves_too_late"
    sentence = _("Choose a time after now and within a year for the message to leave.")


class CustomersOwnAddress(Invalid):
    code = "customers_own_address"
    sentence = _("This is the customer's own address. Answer them in the talk instead of forwarding.")


class NobodyToSendTo(Invalid):
    code = "nobody_to_send_to"
    sentence = _("There is no address to send to. Add the customer's mail address first.")


class NothingWritten(Invalid):
    code = "nothing_written"
    sentence = _("The message is empty. Write something first.")


class GapsLeft(Invalid):
    """``gaps`` are those still in the text."""

    code = "gaps_left"

    def __init__(self, gaps: list[str]) -> None:
        said = _("Something is still to be filled in: %(gaps)s. Write it yourself or take it away, then send.")
        super().__init__(said % {"gaps": ", ".join(gaps)})
