"""What can stand in the way of giving, erasing and keeping."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class ReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Write why: the journal keeps the reason when the words are gone.")


class StillHeld(Conflict):
    code = "still_held"
    sentence = _("Something is still open with this customer. Settle it first, or say that you erase all the same.")


class AlreadyErased(Conflict):
    code = "already_erased"
    sentence = _("This customer is already erased.")


class OnHold(Conflict):
    code = "on_hold"
    sentence = _("What is kept of this customer is held for a dispute or an inquiry. End the hold first.")


class WrongMonths(Invalid):
    code = "wrong_months"
    sentence = _("Say what is taken away and after how many months: from 1 to 600.")


class RuleSame(Conflict):
    code = "rule_same"
    sentence = _("There is already such a rule. End it first, or choose another kind or touchpoint.")
