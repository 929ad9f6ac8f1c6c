from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class HoursOverlap(Invalid):
    code = "hours_overlap"
    sentence = _("Two periods of the same day overlap, or one closes before it opens.")


class NameTaken(Conflict):
    code = "name_taken"
    sentence = _("There is already one with this name. Choose another.")
