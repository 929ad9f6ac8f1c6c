"""Promises, hand-overs and what was put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from kohtaamo.platform.journal.models import Entry
from kohtaamo.promises.choices import Failing, Source
from kohtaamo.web.desk.cases.sentences.known import Known, Said, Sentence, by, moment


def _promised(entry: Entry, known: Known) -> str:
    promise = known.promise(entry)
    if promise is None:
        return ""
    due = moment(datetime.fromisoformat(entry.data["due_at"]))
    if promise.source == Source.ANSWER_TIME:
        return _("We promised an answer: %(due)s.") % {"due": due}
    if not known.who(entry):
        return _("Promised: %(what)s, %(due)s.") % {"what": promise.what, "due": due}
    return _("%(who)s promised: %(what)s, %(due)s.") % {"who": known.who(entry), "what": promise.what, "due": due}


def _moved(entry: Entry, known: Known) -> str:
    promise = known.promise(entry)
    due = moment(datetime.fromisoformat(entry.data["to_due_at"]))
    return _("Moved to %(due)s: %(what)s.") % {"due": due, "what": promise.what} if promise else ""


def _handed(entry: Entry, known: Known) -> str:
    whom = known.members.get(entry.data.get("to_member") or 0) or known.teams.get(entry.data.get("to_team") or 0, "")
    return _("%(who)s handed this to %(whom)s.") % {"who": known.who(entry), "whom": whom}


def _sent_back(entry: Entry, known: Known) -> str:
    return _("%(who)s could not take this: %(word)s") % {"who": known.who(entry), "word": entry.data.get("word", "")}


def _failed(entry: Entry, known: Known) -> str:
    return _("To be put right: %(what)s.") % {"what": str(Failing(entry.data["failing"]).label).lower()}


def _closed(entry: Entry, known: Known) -> str:
    return _("Nothing needs to be put right: %(word)s") % {"word": entry.data.get("word", "")}


def _honoured(entry: Entry, known: Known) -> str:
    what, word = entry.data.get("what", ""), entry.data.get("word", "")
    if entry.kind == "public_promise.honoured":
        return _("Promised to everyone and honoured: %(what)s.") % {"what": what}
    return _("Promised to everyone and not honoured: %(what)s. %(word)s") % {"what": what, "word": word}


def _of_promise(words: Callable[[], str]) -> Sentence:
    """A sentence about a promise by its own words."""

    def sentence(entry: Entry, known: Known) -> str:
        promise = known.promise(entry)
        return words() % {"what": promise.what} if promise else ""

    return sentence


SAID: dict[str, Said] = {
    "handover.offered": ("swap", "", _handed),
    "handover.accepted": ("swap", "", by(lambda: _("%(who)s accepted the matter."))),
    "handover.declined": ("undo", "", _sent_back),
    "handover.returned": ("undo", "", by(lambda: _("The hand-over came back: nobody answered in time."))),
    "handover.withdrawn": ("undo", "", by(lambda: _("%(who)s took the matter back."))),
    "recovery.opened": ("heart", "", _failed),
    "recovery.made": ("heart", "", by(lambda: _("%(who)s apologised and put this right."))),
    "recovery.closed": ("x", "", _closed),
    "public_promise.honoured": ("p-kept", "pg kept", _honoured),
    "public_promise.failed": ("p-late", "pg late", _honoured),
    "promise.made": ("p-open", "pg open", _promised),
    "promise.moved": ("p-moved", "pg", _moved),
    "promise.postponed": ("p-moved", "pg", _moved),
    "promise.kept": ("p-kept", "pg kept", _of_promise(lambda: _("Kept: %(what)s."))),
    "promise.broken": ("p-late", "pg late", _of_promise(lambda: _("Not kept: %(what)s."))),
    "promise.overdue": ("p-late", "pg late", _of_promise(lambda: _("The time passed: %(what)s."))),
    "promise.withdrawn": ("p-gone", "pg", _of_promise(lambda: _("No longer promised: %(what)s."))),
}
