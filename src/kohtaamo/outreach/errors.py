"""What can stand in the way of a notice, said so that the reader knows what to do."""

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class CauseClosed(Conflict):
    code = "cause_closed"
    sentence = _("This matter is closed. Open it again first.")


class AlreadyBegun(Conflict):
    code = "notice_begun"
    sentence = _("This notice is already on its way or sent. Its words no longer change.")


class AnotherOnItsWay(Conflict):
    code = "another_notice"
    sentence = _("Another notice is on its way to the same people. Wait until it has been sent, or cancel it first.")


class PeopleChanged(Conflict):
    code = "people_changed"
    sentence = _("Those who wait have changed since you looked. The list is new now: look at it and send then.")


class NobodyWaits(Invalid):
    code = "nobody_waits"
    sentence = _("Nobody is waiting for this, so there is nobody to tell. Join cases to the matter first.")


class TextMissing(Invalid):
    code = "text_missing"
    sentence = _("Some who wait speak a language the notice is not written in yet. Write it for them too.")


class UnknownPlace(Invalid):
    code = "unknown_place"
    sentence = _("The text has a word in braces that is not known. Use {name}, {promise} and {date} only.")


class DateMissing(Invalid):
    code = "date_missing"
    sentence = _("The text tells of {date}, but there is no new time. Give the time, or leave {date} out.")


class NotOnTheList(Conflict):
    code = "not_on_the_list"
    sentence = _("This person is not waiting to be called or written to any more. Someone may have done it already.")


class RuleTooWide(Invalid):
    code = "rule_too_wide"
    sentence = _("Say at least in a word, by the touchpoint or by the kind of matter which cases are meant.")
