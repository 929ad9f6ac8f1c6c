"""What can stand in the way of giving, erasing and keeping."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid, TooLarge


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


class WrongFile(Invalid):
    code = "wrong_file"
    field = "file"
    sentence = _("This is not the kind of file you chose. Choose the right kind, or another file.")


class EmptyFile(Invalid):
    code = "empty_file"
    field = "file"
    sentence = _("The file is empty.")


class FileTooLarge(TooLarge):
    code = "file_too_large"
    field = "file"
    sentence = _("The file is too large to be sent here. Take it in on the server: kohtaamo import.")


class ZipTooLarge(TooLarge):
    code = "zip_too_large"
    field = "file"
    sentence = _("Unpacked, the zip is too large to be taken in here. Take it in on the server: kohtaamo import.")


class WhereMissing(Invalid):
    code = "touchpoint_needed"
    field = "touchpoint"
    sentence = _("Choose the touchpoint that the cases belong to.")


class NotReady(Conflict):
    code = "not_ready"
    sentence = _("This file cannot be taken in any more. Send it again: what is already in is known again.")


class ExportGoes(Conflict):
    code = "export_goes"
    sentence = _("An export is being made already. Wait until it is ready, or stop it.")


class ExportNoRoom(Conflict):
    code = "export_no_room"
    sentence = _(
        "The export could not be written: there is no room on the disk. Nothing half-made was left behind. "
        "Make room, and make it again."
    )


class ExportGone(Conflict):
    code = "export_gone"
    sentence = _("This export is no longer kept. Make a new one.")
