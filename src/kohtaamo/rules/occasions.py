"""When time moves a rule: the cases whose moment has come, each with the name of its occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import default_zone, now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.rules.conditions import narrow
from kohtaamo.rules.facts import WITH
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.serving.models import Snooze
from kohtaamo.touchpoints.hours import Calendar, add_open_time
from kohtaamo.touchpoints.queries import calendar_of

LATE = timedelta(days=7)  # a moment that passed longer ago, while nothing ran, is let pass
Occasion = tuple[Case, str, datetime]
AT_A_TIME = 500


def due(rule: Rule, at: datetime | None = None) -> Iterator[Occasion]:
    """The occasions of a rule by time that have come since it was switched on."""
    at = at or now()
    since = max(rule.on_at or at, at - LATE)
    return _BY_KIND[rule.kind](rule, since, at) if rule.kind in _BY_KIND else iter(())


def _cases(rule: Rule, wanted: Q) -> QuerySet[Case]:
    found = Case.objects.filter(wanted, narrow(rule.conditions, rule.joined), merged_into=None)
    return found.select_related(*WITH)


def _fresh(rule: Rule, found: Sequence[Occasion]) -> Iterator[Occasion]:
    """Those not acted on yet."""
    for start in range(0, len(found), AT_A_TIME):
        some = found[start : start + AT_A_TIME]
        known = set(
            Firing.objects.filter(rule=rule, case__in=[case.pk for case, _name, _at in some]).values_list(
                "case_id", "occasion"
            )
        )
        yield from (one for one in some if (one[0].pk, one[1]) not in known)


def _waited(rule: Rule, since: datetime, at: datetime) -> Iterator[Occasion]:
    """Cases that have waited for us for so many open hours: the moment is counted in their touchpoint's hours."""
    amount = timedelta(hours=int(rule.when["number"]))
    calendars: dict[int, Calendar] = {}
    found = []
    for case in _cases(rule, Q(state=CaseState.WAITING_US, waiting_since__lte=at - amount)).order_by("waiting_since"):
        if case.touchpoint_id not in calendars:
            calendars[case.touchpoint_id] = calendar_of(case.touchpoint)
        waiting = case.waiting_since or at
        moment = add_open_time(calendars[case.touchpoint_id], waiting, amount)
        if moment is not None and since <= moment <= at:
            found.append((case, f"w{int(waiting.timestamp())}", moment))
    return _fresh(rule, found)


def _silent(rule: Rule, since: datetime, at: datetime) -> Iterator[Occasion]:
    """Cases in which we spoke last, so many days ago, and that do not sleep."""
    amount = timedelta(days=int(rule.when["number"]))
    ours = Max("messages__at", filter=Q(messages__author=Author.US, messages__is_automatic=False))
    resting = _cases(rule, Q(state=CaseState.WAITING_CUSTOMER, changed_at__gte=since - amount))
    asleep = Snooze.objects.filter(case=OuterRef("pk"), woken_at=None)
    spoke = resting.filter(~Exists(asleep), opened_at__lte=at - amount).annotate(spoke_at=ours)
    spoke = spoke.filter(spoke_at__lte=at - amount, spoke_at__gte=since - amount)
    found = [(case, f"s{int(case.spoke_at.timestamp())}", case.spoke_at + amount) for case in spoke.order_by("pk")]
    return _fresh(rule, found)


def _due(rule: Rule, since: datetime, at: datetime) -> Iterator[Occasion]:
    """Cases with a promise due within so many hours."""
    amount = timedelta(hours=int(rule.when["number"]))
    near = Promise.objects.filter(state=PromiseState.OPEN, due_at__gt=at, due_at__lte=at + amount)
    near = near.filter(due_at__gte=since + amount)
    cases = _cases(rule, Q(pk__in=near.values("case_id"))).in_bulk()
    found = [
        (cases[one.case_id], f"p{one.pk}.{int(one.due_at.timestamp())}", one.due_at - amount)
        for one in near.order_by("due_at")
        if one.case_id in cases
    ]
    return _fresh(rule, found)


def clock_moment(rule: Rule, at: datetime) -> datetime | None:
    """The moment of this day by the house's clock; None on a day it does not look."""
    local = at.astimezone(default_zone())
    if local.weekday() not in rule.when.get("days", []):
        return None
    hour, minute = str(rule.when["clock"]).split(":")
    return datetime.combine(local.date(), time(int(hour), int(minute)), tzinfo=default_zone())


def _clock(rule: Rule, since: datetime, at: datetime) -> Iterator[Occasion]:
    """Every case that is not settled, once on the day."""
    moment = clock_moment(rule, at)
    if moment is None or not since <= moment <= at or rule.clocked_on == moment.date():
        return iter(())
    wanted = ~Q(state=CaseState.SETTLED)
    found = [(case, f"c{moment.date().isoformat()}", moment) for case in _cases(rule, wanted).order_by("pk")]
    return _fresh(rule, found)


_BY_KIND: Mapping[str, Callable[[Rule, datetime, datetime], Iterator[Occasion]]] = {
    "waited": _waited, "silent": _silent, "due": _due, "clock": _clock,
}  # fmt: skip
