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
