"""Starting, stopping and ending clocks, in the same transaction as what happens in the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from kohtaamo.encounters.choices import Author, CaseState, Outcome
from kohtaamo.encounters.models import Case, Later, Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import UnitCloses
from kohtaamo.targets.choices import Aim
from kohtaamo.targets.models import Clock, Target
from kohtaamo.targets.queries import Aims, aims_for, known_targets
from kohtaamo.touchpoints.hours import Calendar, add_open_time, open_time_between
from kohtaamo.touchpoints.queries import calendar_of

ANSWERS = {Aim.FIRST, Aim.NEXT}
QUIET = ("target.", "rule.", "promise.", "encounter.noticed", "case.tagged", "case.untagged")  # move no clock
AT_A_TIME = 500


@dataclass
class _Turn:
    """One case in which something happened, and its clocks."""

    case: Case
    aims: Aims
    entries: Sequence[Entry]
    clocks: list[Clock] = field(default_factory=list)

    @property
    def runs(self) -> bool:
        return self.case.state == CaseState.WAITING_US and self.case.merged_into_id is None

    @property
    def opened(self) -> list[Clock]:
        return [clock for clock in self.clocks if clock.ended_at is None]


def follow(event: UnitCloses) -> None:
    """Something happened in these cases: their clocks follow. Without any target nothing is looked at."""
    entries = [one for one in event.entries if one.case_id and not one.kind.startswith(QUIET)]
    targets = known_targets() if entries else []
    if targets:
        follow_cases(targets, entries)


def follow_cases(targets: Iterable[Target], entries: Sequence[Entry]) -> None:
    by_case: dict[int, list[Entry]] = {}
    for entry in entries:
        by_case.setdefault(entry.case_id or 0, []).append(entry)
    ids = sorted(by_case)
    for start in range(0, len(ids), AT_A_TIME):
        _follow(list(targets), {case: by_case[case] for case in ids[start : start + AT_A_TIME]})


def _follow(targets: Sequence[Target], by_case: dict[int, list[Entry]]) -> None:
    cases = Case.objects.filter(pk__in=list(by_case)).select_related("touchpoint__hours")
    turns = {
        case.pk: _Turn(case, aims_for(targets, case.touchpoint_id, case.matter_id), by_case[case.pk]) for case in cases
    }
    for clock in _clocks(by_case):
        turns[clock.case_id].clocks.append(clock)
    calendars: dict[int, Calendar] = {}
    for turn in turns.values():
        if turn.aims or turn.clocks:
            touchpoint = turn.case.touchpoint
            if touchpoint.pk not in calendars:
                calendars[touchpoint.pk] = calendar_of(touchpoint)
            _turn(turn, calendars[touchpoint.pk])


def _clocks(by_case: dict[int, list[Entry]]) -> list[Clock]:
    """Those that run, those an answer of these entries ended, and the latest for settling: nobody needs the rest."""
    messages = [one.data["message"] for entries in by_case.values() for one in entries if one.data.get("message")]
    wanted = Q(ended_at=None) | Q(aim=Aim.SETTLE) | Q(ended_by__in=messages)
    return list(Clock.objects.filter(wanted, case__in=list(by_case)).order_by("pk"))


def _turn(turn: _Turn, cal: Calendar) -> None:
    before = {clock.pk: _told(clock) for clock in turn.clocks}
    for entry in turn.entries:
        _answer(turn, entry, cal)
        if entry.kind == "case.matter_set":
            _aim_again(turn, cal)
    if turn.case.is_settled:
        for clock in turn.opened:
            _end(clock, now(), None, cal)
    _start(turn)
    for clock in turn.opened:
        _run(clock, cal) if turn.runs else _stop(clock, cal)
    for clock in turn.clocks:
        if before.get(clock.pk) != _told(clock):
            clock.save()


def _told(clock: Clock) -> tuple[Any, ...]:
    """Everything that may change."""
    return tuple(getattr(clock, field.attname) for field in Clock._meta.concrete_fields)


def _answer(turn: _Turn, entry: Entry, cal: Calendar) -> None:
    """What we said ends the waiting for an answer, and what was taken back begins it again."""
    known = entry.data.get("message")
    if entry.kind in {"message.written", "message.sent"} and known and _is_answer(known):
        _end_answers(turn, entry.at, known, cal)
    if entry.kind == "encounter.ended" and entry.data.get("outcome") != Outcome.NOT_REACHED:
        _end_answers(turn, entry.at, None, cal)
    if entry.kind in {"message.taken_back", "delivery.failed"} and known:
        for clock in turn.clocks:
            if clock.ended_by == known and not any(one.aim == clock.aim for one in turn.opened):
                clock.ended_at = clock.ended_by = clock.in_time = None


def _is_answer(message: int) -> bool:
    """Said by a person of ours, and not set to leave later."""
    if not Message.objects.filter(pk=message, author=Author.US, is_automatic=False).exists():
        return False
    return not Later.objects.filter(message=message, done_at=None).exists()


def _end_answers(turn: _Turn, at: datetime, message: int | None, cal: Calendar) -> None:
    for clock in turn.opened:
        if clock.aim in ANSWERS:
            _end(clock, at, message, cal)


def _end(clock: Clock, at: datetime, message: int | None, cal: Calendar) -> None:
    clock.in_time = clock.missed_at is None and (clock.due_at is None or at <= clock.due_at)
    clock.ended_at, clock.ended_by = at, message
    _stop(clock, cal)


def _start(turn: _Turn) -> None:
    """The customer began to wait: for the first answer, for the next, and to have it settled."""
    if not turn.runs:
        return
    kinds = {entry.kind for entry in turn.entries if not _is_no_question(entry)}
    if "case.opened" in kinds:
        _begin(turn, Aim.FIRST, turn.case.opened_at)
        _begin(turn, Aim.SETTLE, turn.case.opened_at)
    elif "message.received" in kinds and not any(clock.aim in ANSWERS for clock in turn.opened):
        _begin(turn, Aim.NEXT, turn.case.waiting_since or now())
    for clock in [one for one in turn.clocks if one.aim == Aim.SETTLE][-1:]:
        clock.ended_at = clock.in_time = None  # it was settled and is open again: the same time goes on


def _is_no_question(entry: Entry) -> bool:
    data = entry.data
    return bool(data.get("automatic") or data.get("history") or data.get("thanks"))


def _begin(turn: _Turn, aim: str, at: datetime) -> None:
    if aim in turn.aims and not any(clock.aim == aim for clock in turn.opened):
        minutes, warn = turn.aims[aim]
        turn.clocks.append(
            Clock(
                case=turn.case, touchpoint=turn.case.touchpoint, aim=aim, minutes=minutes, warn=warn, started_at=at,
                running_since=at,
            )
        )  # fmt: skip


def _aim_again(turn: _Turn, cal: Calendar) -> None:
    """Its kind was chosen: what runs runs by the target of the kind; what has no target any more is let go."""
    for clock in turn.opened:
        if clock.aim not in turn.aims:
            if clock.pk:
                clock.delete()
            turn.clocks.remove(clock)
        else:
            clock.minutes, clock.warn = turn.aims[clock.aim]
            clock.warned_at = clock.missed_at = None
    ours = Message.objects.filter(case=turn.case, author=Author.US, is_automatic=False)
    since = turn.case.waiting_since
    if since is not None and not any(clock.aim in ANSWERS for clock in turn.opened):
        _begin(turn, Aim.NEXT if ours.exists() else Aim.FIRST, since)
    if not any(clock.aim == Aim.SETTLE for clock in turn.clocks):
        _begin(turn, Aim.SETTLE, turn.case.opened_at)


def _run(clock: Clock, cal: Calendar) -> None:
    clock.running_since = clock.running_since or now()
    clock.due_at = _after(clock, cal, clock.minutes * 60.0)
    clock.warn_at = _after(clock, cal, clock.minutes * 60.0 * clock.warn / 100)


def _after(clock: Clock, cal: Calendar, seconds: float) -> datetime | None:
    since = clock.running_since or now()
    return add_open_time(cal, since, timedelta(seconds=max(0.0, seconds - clock.spent)))


def _stop(clock: Clock, cal: Calendar) -> None:
    if clock.running_since is not None:
        clock.spent += open_time_between(cal, clock.running_since, now()).total_seconds()
        clock.running_since = clock.due_at = clock.warn_at = None


def reckon(clocks: Iterable[Clock], targets: Collection[Target]) -> int:
    """Targets or hours have changed: these running clocks, their cases held by the caller, are reckoned anew."""
    changed = 0
    calendars: dict[int, Calendar] = {}
    for clock in clocks:
        case: Any = clock.case
        aims = aims_for(targets, case.touchpoint_id, case.matter_id)
        if clock.aim not in aims:
            clock.delete()
            continue
        cal = calendars.setdefault(case.touchpoint_id, calendar_of(case.touchpoint))
        clock.minutes, clock.warn = aims[clock.aim]
        if clock.running_since is not None:
            _run(clock, cal)
        at = now()
        clock.warned_at = clock.warned_at if clock.warn_at is None or clock.warn_at <= at else None
        clock.missed_at = clock.missed_at if clock.due_at is None or clock.due_at <= at else None
        clock.save()
        changed += 1
    return changed
