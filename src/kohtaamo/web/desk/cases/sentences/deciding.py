"""Decisions, what was asked for, what came of it elsewhere; never how much."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kohtaamo.platform.journal.models import Entry
from kohtaamo.web.desk.cases.sentences.known import Known, Said, by


def _decided(entry: Entry, known: Known) -> str:
    """What was decided, never how much: amounts are for those who decide."""
    names = entry.data.get("what") or {}
    what = names.get((get_language() or "fi").split("-")[0], names.get("en", ""))
    words = {
        "decision.made": _("%(who)s decided: %(what)s."),
        "decision.offered": _("%(who)s decided for an offer: %(what)s."),
        "request.made": _("%(who)s asked for more: %(what)s."),
    }
    return words[entry.kind] % {"who": known.who(entry), "what": what} if what else ""


def _answered(entry: Entry, known: Known) -> str:
    state, who = entry.data.get("state"), known.who(entry)
    if state == "granted" and entry.data.get("in_part"):
        return _("%(who)s granted a part of the request.") % {"who": who}
    if state == "granted":
        return _("%(who)s granted the request.") % {"who": who}
    if state == "declined":
        return _("%(who)s did not grant the request.") % {"who": who}
    return _("Nobody answered the request in time.")


def _elsewhere(entry: Entry, known: Known) -> str:
    """What came of a decision in another system; by whom, when a person did it by hand."""
    who, where = known.who(entry), entry.data.get("connection", "")
    if entry.kind == "remedy.done":
        by_hand = _("%(who)s did by hand what was decided.")
        return by_hand % {"who": who} if who else _("%(where)s did what was decided.") % {"where": where}
    words = {
        "remedy.failed": _("%(where)s could not do what was decided."),
        "remedy.unanswered": _("%(where)s has not told whether it did what was decided."),
    }
    return words[entry.kind] % {"where": where}


SAID: dict[str, Said] = {
    "decision.made": ("hand", "", _decided),
    "decision.offered": ("hand", "", _decided),
    "decision.told": ("phone", "", by(lambda: _("%(who)s told the customer what was decided."))),
    "decision.corrected": ("hand", "", by(lambda: _("%(who)s corrected a decision."))),
    "decision.taken_back": ("undo", "", by(lambda: _("%(who)s took a decision back."))),
    "remedy.done": ("check", "", _elsewhere),
    "remedy.failed": ("alert", "", _elsewhere),
    "remedy.unanswered": ("alert", "", _elsewhere),
    "request.made": ("hand", "", _decided),
    "request.answered": ("hand", "", _answered),
    "request.withdrawn": ("x", "", by(lambda: _("%(who)s no longer needs the request."))),
}
