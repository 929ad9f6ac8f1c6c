"""Putting a case to sleep, and everything that wakes it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.events import Arrived
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.serving.choices import Woken
from kohtaamo.serving.errors import NothingToSleep, SleepsTooLong
from kohtaamo.serving.events import Woke
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

FARTHEST = timedelta(days=366)
BEFORE_PROMISE = timedelta(hours=1)  # time to keep it in
AT_A_TIME = 200


def snooze(
    *, actor: Member, case: Case, until: datetime | None = None, promise: Promise | None = None,
    wakes_on_thanks: bool = False, word: str = "",
) -> Snooze:  # fmt: skip
    """Let the case rest until a time, until an hour before a promise is due, or until the customer writes.

    The customer's words wake it in every case; thanks alone only when asked. Sleeping again replaces the time.
    Raises ``SleepsTooLong``, ``NothingToSleep`` and ``NotFound`` (the promise is not an open one of this case).
    """
    require(actor, Right.ANSWER)
    if until is not None and not now() < until < now() + FARTHEST:
        raise SleepsTooLong
    with unit_of_work():
        case = hold(actor, case)
        if case.is_settled:
            raise NothingToSleep
        if (
            promise is not None
            and not Promise.objects.filter(pk=promise.pk, case=case, state=PromiseState.OPEN).exists()
        ):
            raise NotFound
        asleep, _made = Snooze.objects.get_or_create(case=case, woken_at=None, defaults={"by": actor, "at": now()})
        asleep.by, asleep.at, asleep.until, asleep.promise = actor, now(), until, promise
        asleep.wakes_on_thanks, asleep.word = wakes_on_thanks, word.strip()[:200]
        asleep.waited_since = case.waiting_since or asleep.waited_since
        asleep.save()
        case.state, case.waiting_since, case.changed_at = CaseState.WAITING_CUSTOMER, None, now()
        case.save(update_fields=["state", "waiting_since", "changed_at"])
        record(
            "case.snoozed", actor=actor, **where(case), **teamed(case), until=until.isoformat() if until else None,
            promise=promise.pk if promise else None, word=asleep.word,
        )  # fmt: skip
        return asleep


def wake(*, actor: Member, case: Case) -> Case:
    """Wake a case by hand; one that does not sleep stays as it is."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        asleep = Snooze.objects.select_for_update().filter(case=case, woken_at=None).first()
        if asleep is not None:
            _wake(asleep, case, Woken.HAND, actor)
        return case


def _wake(asleep: Snooze, case: Case, why: str, by: Member | None = None) -> None:
    """The case, held by the caller, waits for us again: since the customer began to wait, else from now."""
    if case.state == CaseState.WAITING_CUSTOMER:
        case.state, case.waiting_since = CaseState.WAITING_US, asleep.waited_since or now()
    elif case.state == CaseState.WAITING_US and asleep.waited_since:
        case.waiting_since = min(case.waiting_since or now(), asleep.waited_since)
    case.changed_at = now()
    case.save(update_fields=["state", "waiting_since", "changed_at"])
    asleep.woken_at, asleep.woken_by = now(), by
    asleep.woken_why = Woken.SETTLED if case.is_settled else why
    asleep.save(update_fields=["woken_at", "woken_by", "woken_why"])
    record("case.woken", actor=by, **where(case), **teamed(case), member=asleep.by_id, why=asleep.woken_why)
    publish(Woke(snooze=asleep, case=case))


def wake_on_arrival(event: Arrived) -> None:
    """The customer wrote: the case wakes, unless these were only thanks."""
    if (
        event.is_new_case
        or event.message.is_automatic
        or (event.encounter.is_history and not event.message.is_only_thanks)
    ):
        return
    for asleep in _asleep(event.case.pk):
        if asleep.wakes_on_thanks or not event.message.is_only_thanks:
            _wake(asleep, event.case, Woken.CUSTOMER)


@prepared
def _asleep(case: int) -> QuerySet[Snooze]:
    return Snooze.objects.filter(case_id=case, woken_at=None)


def wake_due() -> int:
    """Once a minute: wake the cases whose time came. Returns how many."""
    at, woken = now(), 0
    gone = Q(promise__isnull=False) & ~Q(promise__state=PromiseState.OPEN)
    soon = Q(promise__state=PromiseState.OPEN, promise__due_at__lte=at + BEFORE_PROMISE)
    back = ~Q(case__state=CaseState.WAITING_CUSTOMER)
    due = Snooze.objects.filter(Q(until__lte=at) | gone | soon | back, woken_at=None)
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]):
        with unit_of_work():
            case = Case.objects.select_for_update().get(snoozes__pk=pk)
            asleep = Snooze.objects.select_for_update(of=("self",)).select_related("promise").get(pk=pk)
            if asleep.woken_at is None:
                _wake(asleep, case, _why(asleep, case, at))
                woken += 1
    return woken


def _why(asleep: Snooze, case: Case, at: datetime) -> str:
    if case.state != CaseState.WAITING_CUSTOMER:
        return Woken.OTHER
    if asleep.until is not None and asleep.until <= at:
        return Woken.TIME
    if asleep.promise is not None and asleep.promise.state != PromiseState.OPEN:
        return Woken.PROMISE_GONE
    return Woken.PROMISE
