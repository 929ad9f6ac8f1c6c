"""What was done with a case: taken, given, put to sleep, joined, marked."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from kohtaamo.encounters.choices import Feeling, Outcome
from kohtaamo.platform.journal.models import Entry
from kohtaamo.serving.choices import Woken
from kohtaamo.targets.choices import Aim
from kohtaamo.web.desk.cases.sentences.known import Known, Said, by, moment


def _shared(entry: Entry, whom: str, away: str) -> str:
    """Why a case came to somebody by itself."""
    why, language = entry.data["why"], dict(settings.LANGUAGES).get(entry.data.get("language", ""), "")
    if why == "away":
        return _("%(away)s is away: this went to %(whom)s.") % {"away": away, "whom": whom}
    said = {
        "turn": _("Came to %(whom)s by turn."), "load": _("Came to %(whom)s, who had least waiting."),
    }[why] % {"whom": whom}  # fmt: skip
    return f"{said} {_('Chosen by language: %(language)s.') % {'language': str(language)}}" if language else said


def _given(entry: Entry, known: Known) -> str:
    whom = known.members.get(entry.data.get("owner") or 0) or known.teams.get(entry.data.get("team") or 0, "")
    if entry.data.get("why") in {"turn", "load", "away"}:
        return _shared(entry, whom, known.members.get(entry.data.get("away") or 0, ""))
    said = _("%(who)s gave this to %(whom)s.") % {"who": known.who(entry), "whom": whom}
    word = entry.data.get("word", "")
    return f"{said} {word}" if word else said


def _snoozed(entry: Entry, known: Known) -> str:
    who, word = known.who(entry), entry.data.get("word", "")
    until = entry.data.get("until")
    if until:
        said = _("%(who)s put this to sleep until %(when)s.") % {
            "who": who,
            "when": moment(datetime.fromisoformat(until)),
        }
    elif entry.data.get("promise"):
        said = _("%(who)s put this to sleep until the promise is soon due.") % {"who": who}
    else:
        said = _("%(who)s put this to sleep until the customer writes.") % {"who": who}
    return f"{said} {word}" if word else said


def _woken(entry: Entry, known: Known) -> str:
    why = entry.data.get("why", "")
    return _("Woke: %(why)s.") % {"why": Woken(why).label} if why in Woken.values else ""


def _set_later(entry: Entry, known: Known) -> str:
    leaves = moment(datetime.fromisoformat(entry.data["leave_at"]))
    return _("%(who)s set an answer to leave %(when)s.") % {"who": known.who(entry), "when": leaves}


def _joined(entry: Entry, known: Known) -> str:
    who = known.who(entry)
    title = entry.data.get("title", "")
    if not who:
        return _("Joined by its words to what many wait for: %(title)s.") % {"title": title}
    return _("%(who)s joined this to what many wait for: %(title)s.") % {"who": who, "title": title}


def _parted(entry: Entry, known: Known) -> str:
    return _("%(who)s took this out of what many wait for.") % {"who": known.who(entry)}


def _joined_case(entry: Entry, known: Known) -> str:
    return _("%(who)s joined K-%(number)s to this.") % {"who": known.who(entry), "number": entry.data.get("joined", "")}


def _parted_case(entry: Entry, known: Known) -> str:
    return _("%(who)s parted this from K-%(number)s.") % {
        "who": known.who(entry),
        "number": entry.data.get("other", ""),
    }


def _split(entry: Entry, known: Known) -> str:
    data = entry.data
    if data.get("into") == known.case.pk:
        return _("%(who)s split this from K-%(number)s.") % {"who": known.who(entry), "number": data.get("other", "")}
    return _("%(who)s gave a part of this a case of its own, K-%(number)s.") % {
        "who": known.who(entry), "number": data.get("other", ""),
    }  # fmt: skip


def _linked(entry: Entry, known: Known) -> str:
    return _("%(who)s linked this to K-%(number)s.") % {"who": known.who(entry), "number": entry.data.get("other", "")}


def _stepped(entry: Entry, known: Known) -> str:
    words = {
        "case.step_done": _("%(who)s ticked: %(what)s."),
        "case.step_open": _("%(who)s took the tick off: %(what)s."),
    }
    return words[entry.kind] % {"who": known.who(entry) or _("The system"), "what": entry.data.get("text", "")}


def _filled_in(entry: Entry, known: Known) -> str:
    return _("%(who)s filled in: %(name)s.") % {
        "who": known.who(entry) or _("The system"),
        "name": entry.data.get("name", ""),
    }


def _tagged(entry: Entry, known: Known) -> str:
    words = {
        "case.tagged": _("%(who)s put the tag %(name)s on."),
        "case.untagged": _("%(who)s took the tag %(name)s off."),
    }
    return words[entry.kind] % {"who": known.who(entry) or _("The system"), "name": entry.data.get("name", "")}


def _undone(entry: Entry, known: Known) -> str:
    named = {"who": known.who(entry), "name": entry.data.get("rule_name", "")}
    return _("%(who)s undid what the rule ”%(name)s” did.") % named


def _sped(entry: Entry, known: Known) -> str:
    whom = known.members.get(entry.data.get("owner") or 0, "")
    return _("%(who)s opened the fast lane. %(whom)s meets the customer.") % {"who": known.who(entry), "whom": whom}


def _ended(entry: Entry, known: Known) -> str:
    outcome = entry.data.get("outcome", "")
    if outcome not in Outcome.values:
        return ""
    said = _("%(who)s ended this: %(outcome)s.") % {"who": known.who(entry), "outcome": Outcome(outcome).label.lower()}
    feeling = entry.data.get("feeling")
    return f"{said} {Feeling(feeling).label}." if feeling else said


def _felt(entry: Entry, known: Known) -> str:
    feeling = str(Feeling(entry.data["feeling"]).label).lower()
    return _("%(who)s noted a feeling: %(feeling)s.") % {"who": known.who(entry), "feeling": feeling}


def _aimed(entry: Entry, known: Known) -> str:
    aim = entry.data.get("aim", "")
    words = {
        "target.near": _("Our own target is near: %(aim)s."),
        "target.missed": _("Our own target passed: %(aim)s."),
    }
    return words[entry.kind] % {"aim": str(Aim(aim).label).lower()} if aim in Aim.values else ""


SAID: dict[str, Said] = {
    "encounter.noticed": ("eye", "", by(lambda: _("%(who)s noticed."))),
    "case.snoozed": ("snooze", "", _snoozed),
    "case.woken": ("snooze", "", _woken),
    "message.set_later": ("clock", "", _set_later),
    "message.held": (
        "alert",
        "",
        by(lambda: _("An answer that was to leave later was held back: the customer wrote.")),
    ),
    "case.taken": ("hand", "", by(lambda: _("%(who)s took this."))),
    "case.let_go": ("hand", "", by(lambda: _("%(who)s let this go."))),
    "case.assigned": ("hand", "", _given),
    "case.fast_lane": ("bolt", "", _sped),
    "case.fast_lane_left": ("bolt", "", by(lambda: _("%(who)s took this off the fast lane."))),
    "case.joined": ("chain", "", _joined_case),
    "case.parted": ("undo", "", _parted_case),
    "case.split": ("swap", "", _split),
    "case.linked": ("chain", "", _linked),
    "case.step_done": ("check", "", _stepped),
    "case.step_open": ("undo", "", _stepped),
    "case.field_set": ("form", "", _filled_in),
    "case.tagged": ("chain", "", _tagged),
    "case.untagged": ("chain", "", _tagged),
    "rule.undone": ("undo", "", _undone),
    "case.reopened": ("undo", "", by(lambda: _("%(who)s opened this again."))),
    "encounter.ended": ("check", "", _ended),
    "feeling.noted": ("heart", "", _felt),
    "call.made": ("phone", "", by(lambda: _("%(who)s called."))),
    "own_page.revoked": ("x", "", by(lambda: _("%(who)s closed the customer's links."))),
    "cause.joined": ("chain", "", _joined),
    "cause.parted": ("chain", "", _parted),
    "notice.told_by_hand": ("phone", "", by(lambda: _("%(who)s told the customer what all who wait were told."))),
    "target.near": ("p-risk", "pg risk", _aimed),
    "target.missed": ("p-late", "pg late", _aimed),
}
