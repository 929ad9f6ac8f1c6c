"""Trying a rule on what happened: what it would have done, case by case, and nothing is done.

Words and times are those of then; where a case is, whose it is and what tags it carries are those of now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.rules.conditions import hold
from kohtaamo.rules.events import TrialGoes
from kohtaamo.rules.facts import Facts
from kohtaamo.rules.models import Rule, Trial, TrialFind
from kohtaamo.rules.occasions import clock_moment
from kohtaamo.rules.queries import facts_at, facts_of
from kohtaamo.rules.triggers import TRIGGERS, moves
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.hours import add_open_time

LONGEST = 90
PIECE = 5000  # entries of the journal looked at in one piece
AT_ONCE = 500  # of them while the reader waits
KEPT = 2000  # times that are listed; all are counted
Moment = tuple[Facts, str]


def begin_trial(*, actor: Member, rule: Rule, days: int) -> Trial:
    """Begin to try the rule on the last days, at most ninety. The first piece is looked at at once."""
    require(actor, Right.SHAPE_WORK)
    if not 0 < days <= LONGEST:
        raise Invalid
    with unit_of_work():
        first = _first_since(now() - timedelta(days=days))
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        trial = Trial.objects.create(
            rule=rule, by=actor, days=days, begun_at=now(), beat_at=now(), first=first, reached=first, last=last
        )
        Trial.objects.filter(rule=rule, by=actor).exclude(pk=trial.pk).delete()
    if try_on(trial.pk, piece=min(PIECE, AT_ONCE)):
        with unit_of_work():
            publish(TrialGoes(trial.pk))
    trial.refresh_from_db()
    return trial


def _first_since(at: datetime) -> int:
    """The entry before the first of that time: ids follow time, so halving finds it without an index."""
    low, high = 0, Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    while low < high:
        middle = (low + high) // 2
        entry = Entry.objects.filter(pk__gt=middle).order_by("pk").first()
        if entry is None or entry.at >= at:
            high = middle
        else:
            low = entry.pk
    first = Entry.objects.filter(pk__gt=low).order_by("pk").values_list("pk", flat=True).first()
    return low if first is None else first - 1  # what was written and taken away again may leave a long gap before it


def try_on(trial_id: int, *, piece: int = 0) -> bool:
    """Look at the next piece, of ``piece`` entries or as many as usual; whether there is more. Looking twice finds the same once."""
    trial = Trial.objects.select_related("rule", "by").filter(pk=trial_id, ended_at=None).first()
    if trial is None:
        return False
    upto = min(trial.reached + (piece or PIECE), trial.last)
    looked = found = 0
    for facts, occasion in _moments(trial, upto):
        looked += 1
        if hold(trial.rule.conditions, trial.rule.joined, facts):
            found += _keep(trial, facts, occasion)
    trial.looked, trial.found, trial.reached, trial.beat_at = trial.looked + looked, trial.found + found, upto, now()
    trial.ended_at = now() if upto >= trial.last else None
    Trial.objects.filter(pk=trial.pk, reached__lte=upto).update(
        looked=trial.looked, found=trial.found, reached=upto, beat_at=now(), ended_at=trial.ended_at
    )
    return trial.ended_at is None


def _keep(trial: Trial, facts: Facts, occasion: str) -> int:
    if trial.found >= KEPT:
        return 1
    _made, is_new = TrialFind.objects.get_or_create(
        trial=trial, case=facts.case, occasion=occasion, defaults={"at": facts.at}
    )
    return int(is_new)


def _moments(trial: Trial, upto: int) -> Iterator[Moment]:
    """The occasions of a piece of the journal, in cases the one who tries may see."""
    rule, trigger = trial.rule, TRIGGERS[trial.rule.kind]
    piece = Entry.objects.filter(pk__gt=trial.reached, pk__lte=upto)
    if not trigger.is_timed:
        found = _entries(rule, piece.filter(kind__in=list(trigger.entries)).order_by("pk"))
    elif upto < trial.last:
        found = iter(())  # by time everything is looked at with the last piece
    else:
        found = _timed(trial)
    seen: dict[int, bool] = {}
    for facts, occasion in found:
        if facts.case.pk not in seen:
            seen[facts.case.pk] = Case.objects.filter(in_sight(trial.by, ""), pk=facts.case.pk).exists()
        if seen[facts.case.pk]:
            yield facts, occasion


def _entries(rule: Rule, entries: Iterable[Entry]) -> Iterator[Moment]:
    for entry in entries:
        facts = facts_at(entry) if moves(rule.kind, entry) and rule.pk not in entry.data.get("rules", []) else None
        if facts is not None:
            yield facts, f"e{entry.pk}"


def _timed(trial: Trial) -> Iterator[Moment]:
    since, at = trial.begun_at - timedelta(days=trial.days), trial.begun_at
    ways = {"waited": _waited, "silent": _silent, "due": _due, "clock": _clock}
    return ways[trial.rule.kind](trial.rule, since, at)


def _waited(rule: Rule, since: datetime, at: datetime) -> Iterator[Moment]:
    """Meetings that were not answered within so many open hours."""
    amount = timedelta(hours=int(rule.when["number"]))
    asked = Encounter.objects.filter(arrived_at__gte=since - timedelta(days=14), arrived_at__lte=at - amount)
    for one in asked.filter(is_history=False).order_by("pk").iterator(chunk_size=500):
        facts = facts_of(one.case_id, one.arrived_at)
        moment = add_open_time(facts.calendar, one.arrived_at, amount) if facts else None
        ended = min((each for each in (one.answered_at, one.ended_at) if each), default=None)
        if facts and moment and since <= moment <= at and (ended is None or ended > moment):
            yield Facts(facts.case, moment), f"w{one.pk}"


def _silent(rule: Rule, since: datetime, at: datetime) -> Iterator[Moment]:
    """Answers of ours after which nothing was said, nor the matter settled, for so many days."""
    amount = timedelta(days=int(rule.when["number"]))
    ours = Message.objects.filter(author=Author.US, is_automatic=False, at__gte=since - amount, at__lte=at - amount)
    for one in ours.order_by("pk").iterator(chunk_size=500):
        moment = one.at + amount
        said = Message.objects.filter(case_id=one.case_id, author__in=[Author.US, Author.CUSTOMER], pk__gt=one.pk)
        facts = None if said.filter(at__lte=moment).exists() else facts_of(one.case_id, moment)
        if facts and not (facts.case.settled_at and facts.case.settled_at <= moment):
            yield facts, f"s{one.pk}"


def _due(rule: Rule, since: datetime, at: datetime) -> Iterator[Moment]:
    """Promises that were still open so many hours before they were due."""
    amount = timedelta(hours=int(rule.when["number"]))
    near = Promise.objects.filter(due_at__gte=since + amount, due_at__lte=at + amount)
    for one in near.exclude(state=PromiseState.WITHDRAWN).order_by("pk").iterator(chunk_size=500):
        moment = one.due_at - amount
        if one.kept_at is None or one.kept_at > moment:
            facts = facts_of(one.case_id, moment)
            if facts:
                yield facts, f"p{one.pk}"


def _clock(rule: Rule, since: datetime, at: datetime) -> Iterator[Moment]:
    """As the matters are now, at the latest such time of day."""
    for back in range(8):
        moment = clock_moment(rule, at - timedelta(days=back))
        if moment is not None and since <= moment <= at:
            for pk in (
                Case.objects.exclude(state=CaseState.SETTLED).filter(merged_into=None).values_list("pk", flat=True)
            ):
                facts = facts_of(pk, moment)
                if facts:
                    yield facts, "c"
            return
