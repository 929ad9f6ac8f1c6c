"""What is said of causes and notices, in sentences about the state."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.outreach.choices import NoticeState
from kohtaamo.outreach.models import Notice
from kohtaamo.outreach.queries import Counts
from kohtaamo.web.wording import duration, number_word, thousands_apart


def digits(count: int) -> str:
    """A number with thousands apart: 1 204."""
    return thousands_apart(count)


def common_matters(count: int) -> str:
    """Two common matters are open."""
    if not count:
        return _("Nobody waits for the same thing as others.")
    said = ngettext("One common matter is open.", "%(number)s common matters are open.", count)
    return said % {"number": number_word(count)}


def people_wait(count: int) -> str:
    """23 people wait for this."""
    if not count:
        return _("Nobody waits for this.")
    return ngettext("One person waits for this.", "%(number)s people wait for this.", count) % {"number": digits(count)}


def goes_to(counts: Counts) -> str:
    """This goes to 1 204 people: 1 180 by mail, 24 by a call."""
    if not counts.waiting:
        return _("There is nobody to tell.")
    if counts.waiting == 1:
        return _by_the_way_of_one(counts)
    whom = ngettext("This goes to one person", "This goes to %(number)s people", counts.waiting)
    ways = [
        (_("%(number)s by mail"), counts.mails_left),
        (_("%(number)s by a call"), counts.by_call),
        (_("%(number)s by a letter"), counts.by_letter),
    ]
    said = ", ".join(way % {"number": digits(number)} for way, number in ways if number)
    return f"{whom % {'number': digits(counts.waiting)}}: {said}."


def _by_the_way_of_one(counts: Counts) -> str:
    if counts.mails_left:
        return _("This goes to one person by mail.")
    if counts.by_call:
        return _("This is told to one person by a call.")
    return _("This goes to one person by a letter.") if counts.by_letter else _("This goes to one person.")


def how_far(notice: Notice, counts: Counts) -> str:
    """612 have been told, 592 still wait."""
    if notice.state == NoticeState.CANCELLED:
        return _("This notice was cancelled.")
    told = counts.delivered + counts.by_hand
    if counts.people and told == counts.people:
        return _("Everyone has been told.")
    left = {"told": digits(told), "left": digits(counts.people - told)}
    return _("%(told)s have been told, %(left)s still wait.") % left


def takes(counts: Counts, pace: int) -> str:
    """About 4 min at this pace; empty when it is less than two minutes."""
    minutes = ceil(counts.mails_left / max(1, pace))
    return _("It takes about %(time)s.") % {"time": duration(timedelta(minutes=minutes))} if minutes > 1 else ""


def to_be_called(count: int) -> str:
    """Three are to be called or written to."""
    if not count:
        return _("Nobody is to be called.")
    said = ngettext("One is to be called or written to.", "%(number)s are to be called or written to.", count)
    return said % {"number": number_word(count)}


def not_reached(count: int) -> str:
    """A notice did not reach three people."""
    said = ngettext("A notice did not reach one person.", "Notices did not reach %(number)s people.", count)
    return said % {"number": digits(count)}
