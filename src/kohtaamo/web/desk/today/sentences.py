"""Headings as sentences about the state, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.web.wording import number_word


def people_waiting(count: int, *, mine: bool = False) -> str:
    """Six are waiting. Nobody is waiting."""
    if count == 0:
        return _("Nobody is waiting for you.") if mine else _("Nobody is waiting.")
    return ngettext("One is waiting.", "%(number)s are waiting.", count) % {"number": number_word(count)}


def promises_late(count: int) -> str:
    """One promise is late."""
    return ngettext("One promise is late.", "%(number)s promises are late.", count) % {"number": number_word(count)}


def promises_at_risk(count: int) -> str:
    """One promise is at risk."""
    return ngettext("One promise is at risk.", "%(number)s promises are at risk.", count) % {
        "number": number_word(count)
    }


def new_waiting(count: int) -> str:
    """2 new are waiting."""
    return ngettext("%(number)s new is waiting.", "%(number)s new are waiting.", count) % {"number": count}


def promises_and_calls(promises: int, calls: int) -> str:
    """4 promises, 2 calls; empty when there are neither."""
    said = []
    if promises:
        said.append(ngettext("%(number)s promise", "%(number)s promises", promises) % {"number": promises})
    if calls:
        said.append(ngettext("%(number)s call", "%(number)s calls", calls) % {"number": calls})
    return ", ".join(said)
