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
