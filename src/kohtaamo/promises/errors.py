from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class AlreadySettled(Conflict):
    code = "promise_settled"
    sentence = _("This promise is already kept, broken or withdrawn. It no longer changes.")


class DueInThePast(Invalid):
    code = "due_in_the_past"
    field = "due_at"
    sentence = _("The time has already passed. Promise a later time.")


class ConsentNeeded(Invalid):
    code = "consent_needed"
    field = "agreed"
    sentence = _("A promise is moved when the customer agrees. Ask first, or break it openly and promise anew.")


class CannotSeeCase(Invalid):
    code = "cannot_see_case"
    sentence = _("This person cannot see the case. Give them the case first.")


class HandoverOpen(Conflict):
    code = "handover_open"
    sentence = _("This matter is already being handed over. Wait for the answer, or take the hand-over back first.")


class HandoverSettled(Conflict):
    code = "handover_settled"
    sentence = _("This hand-over has already been answered.")


class NobodyThere(Invalid):
    code = "nobody_there"
    sentence = _("Choose someone who may answer customers in that team.")


class RecoverySettled(Conflict):
    code = "recovery_settled"
    sentence = _("This has already been put right or closed. Look at what was done.")


class AlreadyPlaced(Conflict):
    code = "lateness_placed"
    sentence = _("Someone else placed this report or left it be just now.")


class EndsBefore(Invalid):
    code = "ends_before"
    sentence = _("It would end before it begins.")


class CallPromised(Conflict):
    code = "call_promised"
    sentence = _("A call about this contract is already promised.")


class CallTooLate(Invalid):
    code = "call_too_late"
    sentence = _("Call before the contract ends. Choose an earlier day, or look whether it has ended.")


class NotTheirs(Invalid):
    code = "not_theirs"
    sentence = _("That colleague sees no matter of this customer. Choose someone who does.")
