from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class OverLimit(Invalid):
    """The decision would pass a limit. ``limit`` is which one, ``left`` how much there is, in the kind's unit."""

    code = "over_limit"
    sentence = _("This is more than you have left here. Take a smaller amount, or ask for more.")

    def __init__(self, limit: str, left: int) -> None:
        super().__init__()
        self.limit, self.left = limit, left


class NoMandate(Invalid):
    code = "no_mandate"
    sentence = _("This is not yours to decide yet. Ask for it.")


class AmountMissing(Invalid):
    code = "amount_missing"
    sentence = _("Say how much, more than nothing.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Say in a word why. It is how we learn.")


class NotMore(Conflict):
    code = "nothing_changes"
    sentence = _("That is how it already is.")


class AlreadyAnswered(Conflict):
    code = "already_answered"
    sentence = _("This request has already been answered or withdrawn.")


class AlreadyAsked(Conflict):
    code = "already_asked"
    sentence = _("You have asked for this already. The answer comes here.")


class MoreThanAsked(Invalid):
    code = "more_than_asked"
    sentence = _("Grant at most what was asked. More is asked for anew.")


class OwnRequest(Invalid):
    code = "own_request"
    sentence = _("Somebody else answers your own request.")


class OwnMandate(Invalid):
    code = "own_mandate"
    sentence = _("Nobody grants a mandate to themselves. Ask someone else who may grant.")


class AlreadyEnded(Conflict):
    code = "mandate_ended"
    sentence = _("This mandate has already ended.")


class WrongLimits(Invalid):
    code = "wrong_limits"
    sentence = _(
        "The limits do not fit together. One meeting may not have more than a customer or a person in the period."
    )


class WrongTimes(Invalid):
    code = "wrong_times"
    sentence = _("The mandate would end before it begins.")


class ForOne(Invalid):
    code = "for_one"
    sentence = _("A mandate is for one: a role, a person or a team.")


class NameMissing(Invalid):
    code = "kind_name_missing"
    sentence = _("Give it a name in each language.")


class ProposalGone(Conflict):
    code = "proposal_gone"
    sentence = _("The figures have changed and this is no longer proposed.")


class WordMissing(Invalid):
    code = "word_missing"
    sentence = _("Say in a word how it was done, so that the next one knows.")


class RemedySettled(Conflict):
    code = "remedy_settled"
    sentence = _("This has already been done, or was called off.")


class ConnectionStopped(Conflict):
    code = "connection_stopped"
    sentence = _("The connection is paused or ended. An administrator sets it going again; or do it by hand.")


class OtherReport(Conflict):
    code = "another_report"
    sentence = _("Another report was called by the same name.")
