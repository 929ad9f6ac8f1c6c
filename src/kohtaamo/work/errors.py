from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid, NotAllowed


class NoSuchTag(NotAllowed):
    code = "no_such_tag"
    sentence = _("There is no such tag yet. Choose one of those there are, or ask a team lead to name it.")


class TagTaken(Conflict):
    code = "tag_taken"
    sentence = _("Another tag has this name already. Join the two instead.")


class TagNameless(Invalid):
    code = "tag_nameless"
    sentence = _("Write the tag first: a word or two, at most 60 characters.")


class OtherCustomer(Conflict):
    code = "other_customer"
    sentence = _(
        "The two cases are of different customers. Joined, each may read what the other wrote. Confirm that they may."
    )


class WaitsForHandover(Conflict):
    code = "waits_for_handover"
    sentence = _("A hand-over of this case waits for an answer. Let it be answered first, then join.")


class JoinedLaterFirst(Conflict):
    code = "joined_later_first"
    sentence = _("The case has itself been joined to another since. Part that first.")


class NothingLeft(Invalid):
    code = "nothing_left"
    sentence = _("Choose what goes, and leave at least one message where it is.")


class LinkedAlready(Conflict):
    code = "linked_already"
    sentence = _("These two are linked already.")


class TooManyViews(Invalid):
    code = "too_many_views"
    sentence = _("You keep thirty views already. Forget one you no longer need first.")


class ViewNameless(Invalid):
    code = "view_nameless"
    sentence = _("Give the view a name, at most 60 characters.")


class NobodyChosen(Invalid):
    code = "nobody_chosen"
    sentence = _("Choose the cases first.")


class TooManyCases(Invalid):
    code = "too_many_cases"
    sentence = _("At most 20,000 cases at once. Narrow the list, and do the rest after it.")


class FieldsMissing(Invalid):
    code = "fields_missing"

    def __init__(self, names: str) -> None:
        super().__init__(format_lazy(_("Before this is settled, fill in: {names}."), names=names))


class NotOfKind(Invalid):
    """What was written does not fit the field. ``field_id`` is its id, so that it can be said beside it."""

    code = "not_of_kind"

    def __init__(self, field: int, sentence: str) -> None:
        super().__init__(sentence)
        self.field_id = field
