from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class UnknownGap(Invalid):
    """``gap`` is the one nobody knows."""

    code = "unknown_gap"

    def __init__(self, gap: str, known: str) -> None:
        said = _("Nothing is known as %(gap)s. These can be filled in: %(known)s.")
        super().__init__(said % {"gap": gap, "known": known})


class CodeTaken(Conflict):
    code = "code_taken"
    sentence = _("Another saved answer has this short word already. Choose another.")


class AnswerEmpty(Invalid):
    code = "answer_empty"
    sentence = _("Give the answer a name, a short word and its text in one language at least.")


class CodeWrong(Invalid):
    code = "code_wrong"
    sentence = _("The short word is made of letters, numbers and hyphens, without spaces.")


class SleepsTooLong(Invalid):
    code = "sleeps_too_long"
    sentence = _("Choose a time after now and within a year to come back to this.")


class NothingToSleep(Conflict):
    code = "nothing_to_sleep"
    sentence = _("A settled case sleeps already. Open it again first.")
