"""What happened around the talk, in small type: read from the journal and said in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kohtaamo.encounters.choices import Feeling, Outcome
from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.choices import Failing, Source
from kohtaamo.promises.models import Promise
from kohtaamo.serving.choices import Woken
from kohtaamo.staff.models import Member, Team
from kohtaamo.targets.choices import Aim
from kohtaamo.web.wording import day_and_clock
from kohtaamo.work.together import joined_ids

MOST = 200
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, its sign, its sentence."""

    at: datetime
    order: int
    icon: str
    look: str
    text: str


@dataclass(frozen=True)
class _Known:
    """Names and promises the sentences need."""

    case: Case
    members: dict[int, str]
    teams: dict[int, str]
    promises: dict[int, Promise]

    def who(self, entry: Entry) -> str:
        kind, _colon, number = entry.actor.partition(":")
        if kind == "customer":
            return self.case.customer.first_name or str(self.case.customer)
        if kind == "rule":
            return _("Rule ”%(name)s”") % {"name": entry.data.get("rule_name", "")}
        return self.members.get(int(number), "") if number else ""

    def promise(self, entry: Entry) -> Promise | None:
        return self.promises.get(entry.data.get("promise", 0))


Sentence = Callable[[Entry, _Known], str]


def happenings_of(
    case: Case, promises: Iterable[Promise], *, since: datetime | None = None, until: datetime | None = None
) -> list[Happening]:
    """The happenings of a case between two moments, oldest first, at most the newest two hundred."""
    cases = joined_ids(case)
    found = _between(cases, since or EVER, until) if until else _since(cases, since or EVER)
    known = _known(case, found, promises)
    told = [_told(entry, known) for entry in reversed(found)]
    return [happening for happening in told if happening is not None]


@prepared
def _since(cases: Sequence[int], since: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(case_id__in=cases, kind__in=list(_SAID), at__gte=since).order_by("-id")[:MOST]


@prepared
def _between(cases: Sequence[int], since: datetime, until: datetime) -> QuerySet[Entry]:
    found = Entry.objects.filter(case_id__in=cases, kind__in=list(_SAID), at__gte=since, at__lt=until)
    return found.order_by("-id")[:MOST]


def _known(case: Case, entries: list[Entry], promises: Iterable[Promise]) -> _Known:
    people = {int(entry.actor[7:]) for entry in entries if entry.actor.startswith("member:")}
    people |= {entry.data[key] for entry in entries for key in ("owner", "to_member", "away") if entry.data.get(key)}
    members = Member.objects.filter(pk__in=people).values_list("pk", "name")
    return _Known(
        case=case,
        members={pk: name.split(" ")[0] for pk, name in members},
        teams=dict(_teams()),
        promises={promise.pk: promise for promise in promises},
    )


@prepared
def _teams() -> QuerySet[Team, tuple[int, str]]:
    return Team.objects.values_list("pk", "name")


def _told(entry: Entry, known: _Known) -> Happening | None:
    icon, look, sentence = _SAID[entry.kind]
    text = sentence(entry, known)
    return Happening(entry.at, entry.pk, icon, look, text) if text else None


def _by(words: Callable[[], str]) -> Sentence:
    """A sentence that needs only the name of who did it."""
    return lambda entry, known: words() % {"who": known.who(entry) or _("The system")}


def _shared(entry: Entry, whom: str, away: str) -> str:
    """Why a case came to somebody by itself."""
    why, language = entry.data["why"], dict(settings.LANGUAGES).get(entry.data.get("language", ""), "")
    if why == "away":
        return _("%(away)s is away: this went to %(whom)s.") % {"away": away, "whom": whom}
    said = {
        "turn": _("Came to %(whom)s by turn."), "load": _("Came to %(whom)s, who had least waiting."),
    }[why] % {"whom": whom}  # fmt: skip
    return f"{said} {_('Chosen by language: %(language)s.') % {'language': str(language)}}" if language else said


def _given(entry: Entry, known: _Known) -> str:
    whom = known.members.get(entry.data.get("owner") or 0) or known.teams.get(entry.data.get("team") or 0, "")
    if entry.data.get("why") in {"turn", "load", "away"}:
        return _shared(entry, whom, known.members.get(entry.data.get("away") or 0, ""))
    said = _("%(who)s gave this to %(whom)s.") % {"who": known.who(entry), "whom": whom}
    word = entry.data.get("word", "")
    return f"{said} {word}" if word else said


def _snoozed(entry: Entry, known: _Known) -> str:
    who, word = known.who(entry), entry.data.get("word", "")
    until = entry.data.get("until")
    if until:
        said = _("%(who)s put this to sleep until %(when)s.") % {
            "who": who,
            "when": _moment(datetime.fromisoformat(until)),
        }
    elif entry.data.get("promise"):
        said = _("%(who)s put this to sleep until the promise is soon due.") % {"who": who}
    else:
        said = _("%(who)s put this to sleep until the customer writes.") % {"who": who}
    return f"{said} {word}" if word else said


def _woken(entry: Entry, known: _Known) -> str:
    why = entry.data.get("why", "")
    return _("Woke: %(why)s.") % {"why": Woken(why).label} if why in Woken.values else ""


def _set_later(entry: Entry, known: _Known) -> str:
    leaves = _moment(datetime.fromisoformat(entry.data["leave_at"]))
    return _("%(who)s set an answer to leave %(when)s.") % {"who": known.who(entry), "when": leaves}


def _promised(entry: Entry, known: _Known) -> str:
    promise = known.promise(entry)
    if promise is None:
        return ""
    due = _moment(datetime.fromisoformat(entry.data["due_at"]))
    if promise.source == Source.ANSWER_TIME:
        return _("We promised an answer: %(due)s.") % {"due": due}
    if not known.who(entry):
        return _("Promised: %(what)s, %(due)s.") % {"what": promise.what, "due": due}
    return _("%(who)s promised: %(what)s, %(due)s.") % {"who": known.who(entry), "what": promise.what, "due": due}


def _moved(entry: Entry, known: _Known) -> str:
    promise = known.promise(entry)
    due = _moment(datetime.fromisoformat(entry.data["to_due_at"]))
    return _("Moved to %(due)s: %(what)s.") % {"due": due, "what": promise.what} if promise else ""


def _joined(entry: Entry, known: _Known) -> str:
    who = known.who(entry)
    title = entry.data.get("title", "")
    if not who:
        return _("Joined by its words to what many wait for: %(title)s.") % {"title": title}
    return _("%(who)s joined this to what many wait for: %(title)s.") % {"who": who, "title": title}


def _parted(entry: Entry, known: _Known) -> str:
    return _("%(who)s took this out of what many wait for.") % {"who": known.who(entry)}


def _joined_case(entry: Entry, known: _Known) -> str:
    return _("%(who)s joined K-%(number)s to this.") % {"who": known.who(entry), "number": entry.data.get("joined", "")}


def _parted_case(entry: Entry, known: _Known) -> str:
    return _("%(who)s parted this from K-%(number)s.") % {
        "who": known.who(entry),
        "number": entry.data.get("other", ""),
    }


def _split(entry: Entry, known: _Known) -> str:
    data = entry.data
    if data.get("into") == known.case.pk:
        return _("%(who)s split this from K-%(number)s.") % {"who": known.who(entry), "number": data.get("other", "")}
    return _("%(who)s gave a part of this a case of its own, K-%(number)s.") % {
        "who": known.who(entry), "number": data.get("other", ""),
    }  # fmt: skip


def _linked(entry: Entry, known: _Known) -> str:
    return _("%(who)s linked this to K-%(number)s.") % {"who": known.who(entry), "number": entry.data.get("other", "")}


def _stepped(entry: Entry, known: _Known) -> str:
    words = {
        "case.step_done": _("%(who)s ticked: %(what)s."),
        "case.step_open": _("%(who)s took the tick off: %(what)s."),
    }
    return words[entry.kind] % {"who": known.who(entry) or _("The system"), "what": entry.data.get("text", "")}


def _filled_in(entry: Entry, known: _Known) -> str:
    return _("%(who)s filled in: %(name)s.") % {
        "who": known.who(entry) or _("The system"),
        "name": entry.data.get("name", ""),
    }


def _tagged(entry: Entry, known: _Known) -> str:
    words = {
        "case.tagged": _("%(who)s put the tag %(name)s on."),
        "case.untagged": _("%(who)s took the tag %(name)s off."),
    }
    return words[entry.kind] % {"who": known.who(entry) or _("The system"), "name": entry.data.get("name", "")}


def _sped(entry: Entry, known: _Known) -> str:
    whom = known.members.get(entry.data.get("owner") or 0, "")
    return _("%(who)s opened the fast lane. %(whom)s meets the customer.") % {"who": known.who(entry), "whom": whom}


def _handed(entry: Entry, known: _Known) -> str:
    whom = known.members.get(entry.data.get("to_member") or 0) or known.teams.get(entry.data.get("to_team") or 0, "")
    return _("%(who)s handed this to %(whom)s.") % {"who": known.who(entry), "whom": whom}


def _sent_back(entry: Entry, known: _Known) -> str:
    return _("%(who)s could not take this: %(word)s") % {"who": known.who(entry), "word": entry.data.get("word", "")}


def _failed(entry: Entry, known: _Known) -> str:
    return _("To be put right: %(what)s.") % {"what": str(Failing(entry.data["failing"]).label).lower()}


def _closed(entry: Entry, known: _Known) -> str:
    return _("Nothing needs to be put right: %(word)s") % {"word": entry.data.get("word", "")}


def _honoured(entry: Entry, known: _Known) -> str:
    what, word = entry.data.get("what", ""), entry.data.get("word", "")
    if entry.kind == "public_promise.honoured":
        return _("Promised to everyone and honoured: %(what)s.") % {"what": what}
    return _("Promised to everyone and not honoured: %(what)s. %(word)s") % {"what": what, "word": word}


def _of_promise(words: Callable[[], str]) -> Sentence:
    """A sentence about a promise by its own words."""

    def sentence(entry: Entry, known: _Known) -> str:
        promise = known.promise(entry)
        return words() % {"what": promise.what} if promise else ""

    return sentence


def _ended(entry: Entry, known: _Known) -> str:
    outcome = entry.data.get("outcome", "")
    if outcome not in Outcome.values:
        return ""
    said = _("%(who)s ended this: %(outcome)s.") % {"who": known.who(entry), "outcome": Outcome(outcome).label.lower()}
    feeling = entry.data.get("feeling")
    return f"{said} {Feeling(feeling).label}." if feeling else said


def _felt(entry: Entry, known: _Known) -> str:
    feeling = str(Feeling(entry.data["feeling"]).label).lower()
    return _("%(who)s noted a feeling: %(feeling)s.") % {"who": known.who(entry), "feeling": feeling}


def _moment(at: datetime) -> str:
    return day_and_clock(localtime(at), localtime())


def _decided(entry: Entry, known: _Known) -> str:
    """What was decided, never how much: amounts are for those who decide."""
    names = entry.data.get("what") or {}
    what = names.get((get_language() or "fi").split("-")[0], names.get("en", ""))
    words = {
        "decision.made": _("%(who)s decided: %(what)s."),
        "decision.offered": _("%(who)s decided for an offer: %(what)s."),
        "request.made": _("%(who)s asked for more: %(what)s."),
    }
    return words[entry.kind] % {"who": known.who(entry), "what": what} if what else ""


def _answered(entry: Entry, known: _Known) -> str:
    state, who = entry.data.get("state"), known.who(entry)
    if state == "granted" and entry.data.get("in_part"):
        return _("%(who)s granted a part of the request.") % {"who": who}
    if state == "granted":
        return _("%(who)s granted the request.") % {"who": who}
    if state == "declined":
        return _("%(who)s did not grant the request.") % {"who": who}
    return _("Nobody answered the request in time.")


def _elsewhere(entry: Entry, known: _Known) -> str:
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


def _aimed(entry: Entry, known: _Known) -> str:
    aim = entry.data.get("aim", "")
    words = {
        "target.near": _("Our own target is near: %(aim)s."),
        "target.missed": _("Our own target passed: %(aim)s."),
    }
    return words[entry.kind] % {"aim": str(Aim(aim).label).lower()} if aim in Aim.values else ""


def _accepted(entry: Entry, known: _Known) -> str:
    if entry.actor.startswith("customer:"):
        return _("%(who)s accepted the offer.") % {"who": known.who(entry)}
    return _("%(who)s noted that the offer was accepted.") % {"who": known.who(entry)}


_SAID: dict[str, tuple[str, str, Sentence]] = {
    "encounter.noticed": ("eye", "", _by(lambda: _("%(who)s noticed."))),
    "case.snoozed": ("snooze", "", _snoozed),
    "case.woken": ("snooze", "", _woken),
    "message.set_later": ("clock", "", _set_later),
    "message.held": (
        "alert",
        "",
        _by(lambda: _("An answer that was to leave later was held back: the customer wrote.")),
    ),
    "case.taken": ("hand", "", _by(lambda: _("%(who)s took this."))),
    "case.let_go": ("hand", "", _by(lambda: _("%(who)s let this go."))),
    "case.assigned": ("hand", "", _given),
    "case.fast_lane": ("bolt", "", _sped),
    "case.fast_lane_left": ("bolt", "", _by(lambda: _("%(who)s took this off the fast lane."))),
    "case.joined": ("chain", "", _joined_case),
    "case.parted": ("undo", "", _parted_case),
    "case.split": ("swap", "", _split),
    "case.linked": ("chain", "", _linked),
    "case.step_done": ("check", "", _stepped),
    "case.step_open": ("undo", "", _stepped),
    "case.field_set": ("form", "", _filled_in),
    "case.tagged": ("chain", "", _tagged),
    "case.untagged": ("chain", "", _tagged),
    "case.reopened": ("undo", "", _by(lambda: _("%(who)s opened this again."))),
    "encounter.ended": ("check", "", _ended),
    "feeling.noted": ("heart", "", _felt),
    "handover.offered": ("swap", "", _handed),
    "handover.accepted": ("swap", "", _by(lambda: _("%(who)s accepted the matter."))),
    "handover.declined": ("undo", "", _sent_back),
    "handover.returned": ("undo", "", _by(lambda: _("The hand-over came back: nobody answered in time."))),
    "handover.withdrawn": ("undo", "", _by(lambda: _("%(who)s took the matter back."))),
    "recovery.opened": ("heart", "", _failed),
    "recovery.made": ("heart", "", _by(lambda: _("%(who)s apologised and put this right."))),
    "recovery.closed": ("x", "", _closed),
    "public_promise.honoured": ("p-kept", "pg kept", _honoured),
    "public_promise.failed": ("p-late", "pg late", _honoured),
    "call.made": ("phone", "", _by(lambda: _("%(who)s called."))),
    "own_page.revoked": ("x", "", _by(lambda: _("%(who)s closed the customer's links."))),
    "promise.made": ("p-open", "pg open", _promised),
    "promise.moved": ("p-moved", "pg", _moved),
    "promise.postponed": ("p-moved", "pg", _moved),
    "cause.joined": ("chain", "", _joined),
    "cause.parted": ("chain", "", _parted),
    "notice.told_by_hand": ("phone", "", _by(lambda: _("%(who)s told the customer what all who wait were told."))),
    "promise.kept": ("p-kept", "pg kept", _of_promise(lambda: _("Kept: %(what)s."))),
    "promise.broken": ("p-late", "pg late", _of_promise(lambda: _("Not kept: %(what)s."))),
    "promise.overdue": ("p-late", "pg late", _of_promise(lambda: _("The time passed: %(what)s."))),
    "target.near": ("p-risk", "pg risk", _aimed),
    "target.missed": ("p-late", "pg late", _aimed),
    "promise.withdrawn": ("p-gone", "pg", _of_promise(lambda: _("No longer promised: %(what)s."))),
    "decision.made": ("hand", "", _decided),
    "decision.offered": ("hand", "", _decided),
    "decision.told": ("phone", "", _by(lambda: _("%(who)s told the customer what was decided."))),
    "decision.corrected": ("hand", "", _by(lambda: _("%(who)s corrected a decision."))),
    "decision.taken_back": ("undo", "", _by(lambda: _("%(who)s took a decision back."))),
    "remedy.done": ("check", "", _elsewhere),
    "remedy.failed": ("alert", "", _elsewhere),
    "remedy.unanswered": ("alert", "", _elsewhere),
    "request.made": ("hand", "", _decided),
    "request.answered": ("hand", "", _answered),
    "offer.begun": ("euro", "", _by(lambda: _("%(who)s began an offer."))),
    "offer.given": ("euro", "", _by(lambda: _("%(who)s gave an offer."))),
    "offer.taken_back": ("undo", "", _by(lambda: _("%(who)s took the offer back before it left."))),
    "offer.accepted": ("p-kept", "pg kept", _accepted),
    "offer.declined": ("x", "", _by(lambda: _("%(who)s: the offer is not taken."))),
    "offer.withdrawn": ("undo", "", _by(lambda: _("%(who)s withdrew the offer."))),
    "offer.stands_again": ("euro", "", _by(lambda: _("%(who)s let the offer stand after all."))),
    "offer.lapses_soon": ("clock", "", _by(lambda: _("The offer lapses soon."))),
    "offer.lapsed": ("p-late", "pg late", _by(lambda: _("The offer lapsed."))),
    "offer.undelivered": ("alert", "", _by(lambda: _("The offer did not arrive."))),
    "offer.unconfirmed": ("alert", "", _by(lambda: _("The confirmation of the offer did not arrive."))),
    "request.withdrawn": ("x", "", _by(lambda: _("%(who)s no longer needs the request."))),
}
