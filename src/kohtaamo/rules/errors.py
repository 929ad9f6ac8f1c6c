from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class RuleNameless(Invalid):
    code = "rule_nameless"
    sentence = _("Give the rule a name.")


class NothingToDo(Invalid):
    code = "rule_does_nothing"
    sentence = _("Say what the rule does: add one act at least.")


class RowWrong(Invalid):
    code = "rule_row_wrong"

    def __init__(self, sentence: object) -> None:
        super().__init__(str(sentence))


class AlreadyActed(Conflict):
    code = "rule_acted"
    sentence = _("This has been done meanwhile. Nothing was done twice.")


class AlreadyUndone(Conflict):
    code = "rule_undone"
    sentence = _("This has been undone already. Nothing was undone twice.")


class NothingToUndo(Conflict):
    code = "rule_nothing_to_undo"
    sentence = _("Nothing of this can be put back any more. Everything was left as it is.")
