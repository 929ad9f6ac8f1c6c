"""What I promised today and whom I call, on one line of the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.encounters.models import CallRequest, Case
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.choices import PromiseState, Source, Standing
from kohtaamo.promises.models import Promise
from kohtaamo.promises.rules import RISK_MOST, standing
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.sentences import promises_and_calls, promises_at_risk, promises_late
from kohtaamo.web.wording import clock, duration, short_day

MOST = 40  # of each kind; more than a day holds
MANY = 2000  # open call requests of the whole house that are looked through


@dataclass(frozen=True)
class Item:
    """A promise or a call at a time of the day. ``standing`` is empty for a call; ``note`` is its second line."""

    at: datetime
    shown_at: str
    title: str
    case: Case
    standing: str = ""
    note: str = ""
    promise: Promise | None = None
    call: CallRequest | None = None
    is_done: bool = False

    @property
    def is_late(self) -> bool:
        return self.standing == Standing.LATE

    @property
    def is_at_risk(self) -> bool:
        return self.standing == Standing.RISK


@dataclass(frozen=True)
class Agenda:
    """The day: what comes before now, and what after."""

    before: list[Item]
    after: list[Item]
    at: datetime

    @property
    def items(self) -> list[Item]:
        return [*self.before, *self.after]

    @property
    def late_sentence(self) -> str:
        late = sum(item.is_late for item in self.items)
        return promises_late(late) if late else ""

    @property
    def risk_sentence(self) -> str:
        at_risk = sum(item.is_at_risk for item in self.items)
        return promises_at_risk(at_risk) if at_risk else ""

    @property
    def summary(self) -> str:
        calls = sum(item.call is not None for item in self.items)
        return promises_and_calls(len(self.items) - calls, calls)


def agenda(viewer: Member) -> Agenda:
    """The viewer's own promises due today, the late ones first, and calls on their and their teams' free cases."""
    at = localtime()
    midnight = datetime.combine(at.date(), time(), at.tzinfo)
    items = sorted([*_promises(viewer, at, midnight), *_calls(viewer, at, midnight)], key=lambda item: item.at)
    late = [item for item in items if item.is_late]
    rest = [item for item in items if not item.is_late]
    return Agenda([*late, *(i for i in rest if i.at < at)], [i for i in rest if i.at >= at], at)


def _promises(viewer: Member, at: datetime, midnight: datetime) -> Iterator[Item]:
    until = max(midnight + timedelta(days=1), at + RISK_MOST)
    for promise in _due(viewer.pk, until):
        how = standing(promise, at)
        due = localtime(promise.due_at)
        shown = clock(due) if due >= midnight else short_day(due)
        yield Item(due, shown, _title(promise), promise.case, how, _note(promise, how, at), promise)
    for promise in _kept(viewer.pk, midnight):
        done = localtime(promise.kept_at)
        yield Item(done, clock(done), _title(promise), promise.case, Standing.KEPT, promise=promise, is_done=True)


@prepared
def _due(owner: int, until: datetime) -> QuerySet[Promise]:
    """One's own promises are one's own to see, wherever the case is."""
    found = Promise.objects.filter(owner_id=owner, state=PromiseState.OPEN, due_at__lt=until)
    return found.select_related("case", "customer").order_by("due_at", "id")[:MOST]


@prepared
def _kept(owner: int, since: datetime) -> QuerySet[Promise]:
    found = Promise.objects.filter(owner_id=owner, state=PromiseState.KEPT, kept_at__gte=since)
    return found.select_related("case", "customer").order_by("kept_at")[:MOST]


def _title(promise: Promise) -> str:
    if promise.source == Source.ANSWER_TIME:
        return _("Answer to %(name)s") % {"name": promise.customer}
    return _("%(what)s, %(name)s") % {"what": promise.what.rstrip("."), "name": promise.customer}


def _note(promise: Promise, how: str, at: datetime) -> str:
    if how == Standing.LATE:
        return late_by(at - promise.due_at)
    return time_left(promise.due_at - at) if how == Standing.RISK else ""


def late_by(span: timedelta) -> str:
    """25 min late."""
    return _("%(time)s late") % {"time": duration(span)}


def time_left(span: timedelta) -> str:
    """4 min left."""
    return _("%(time)s left") % {"time": duration(span)}


def _calls(viewer: Member, at: datetime, midnight: datetime) -> Iterator[Item]:
    for call in _open_calls(viewer, midnight + timedelta(days=1)):
        wished = localtime(call.wished_at) if call.wished_at else at
        shown = _("now") if call.wished_at is None else clock(wished) if wished >= midnight else short_day(wished)
        passed = f" · {late_by(at - wished)}" if wished < at else ""
        yield _call(call, wished, shown, note=call.number + passed)
    made = CallRequest.objects.filter(_may_see(viewer), done_at__gte=midnight, done_by=viewer)
    for call in made.select_related("case__customer").order_by("done_at")[:MOST]:
        done = localtime(call.done_at)
        yield _call(call, done, clock(done), is_done=True)


def _open_calls(viewer: Member, until: datetime) -> Iterable[CallRequest]:
    """Calls asked for on the viewer's own cases and their teams' free ones, which they may see by that."""
    return _calls_soon(viewer.pk, [0, *sorted(viewer.team_ids)], until)


@prepared
def _calls_soon(member: int, teams: Sequence[int], until: datetime) -> QuerySet[CallRequest]:
    soon = CallRequest.objects.filter(Q(wished_at=None) | Q(wished_at__lt=until), done_at=None).order_by("wished_at")
    free = Q(case__owner=None, case__team__id__in=teams)
    mine = Q(case__owner_id=member)
    calls = CallRequest.objects.filter(mine | free, pk__in=soon.values_list("pk", flat=True)[:MANY])
    return calls.select_related("case__customer").order_by("wished_at", "id")[:MOST]


def _may_see(viewer: Member) -> Q:
    if viewer.may(Right.SEE_ALL):
        return Q()
    return Q(case__owner=viewer) | Q(case__team__id__in=viewer.team_ids)


def _call(call: CallRequest, at: datetime, shown: str, note: str = "", is_done: bool = False) -> Item:
    title = _("Call: %(name)s") % {"name": call.case.customer}
    return Item(at, shown, title, call.case, note=note, call=call, is_done=is_done)


def answer_promises(cases: list[int]) -> dict[int, Promise]:
    """The open answer-time promise of each of these cases, which the viewer already has."""
    return {promise.case_id: promise for promise in _answers_due(cases)} if cases else {}


@prepared
def _answers_due(cases: Sequence[int]) -> QuerySet[Promise]:
    found = Promise.objects.filter(case__id__in=cases, source=Source.ANSWER_TIME, state=PromiseState.OPEN)
    return found.order_by("-due_at")
