"""Joining cases to a cause, by hand or by its rule, and taking one out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.findable import scopes_of
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.outreach.choices import How
from kohtaamo.outreach.errors import CauseClosed
from kohtaamo.outreach.events import CasesWanted
from kohtaamo.outreach.models import Cause, CauseCase, CauseRule
from kohtaamo.outreach.queries import cause_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.search.find import find
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

BATCH = 1000  # cases in one transaction
AT_ONCE = 4000  # hits of a search whose cases are joined while the reader waits, if less than half of them are open
MOST_FOUND = 500_000  # hits of the search that are looked through


def join(*, actor: Member, cause: Cause, cases: Iterable[int], how: str = How.HAND) -> int:
    """Join cases by their ids; returns how many are new. One already joined stays, one taken out comes back.

    Raises ``NotFound`` when the actor may not see one of them, ``CauseClosed``.
    """
    require(actor, Right.ANSWER)
    cause_for(actor, cause.pk)
    wanted = set(cases)
    with unit_of_work():
        held = _held(visible_cases(actor).filter(pk__in=wanted).values_list("pk", flat=True))
        if len(held) != len(wanted):
            raise NotFound
        return _add(actor, _still_open(cause), held, how, again=True)


def join_by_rule(*, actor: Member, cause: Cause) -> int:
    """Join every unsettled case the cause's rule means and the actor may see, in batches; returns how many are new.

    One that a person took out stays out.
    """
    require(actor, Right.NOTIFY)
    rule = CauseRule.objects.filter(cause=cause_for(actor, cause.pk)).first()
    if rule is None:
        return 0
    ids, added = cases_meant(actor, rule), 0
    for start in range(0, len(ids), BATCH):
        with unit_of_work():
            held = _held(ids[start : start + BATCH])
            added += _add(actor, _still_open(cause), held, How.RULE, again=False)
    return added


def join_now_or_later(*, actor: Member, cause: Cause) -> int | None:
    """Join what the rule means at once when there are few; else have it done by a job, and return None."""
    require(actor, Right.NOTIFY)
    rule = CauseRule.objects.filter(cause=cause_for(actor, cause.pk)).first()
    if rule is None or len(cases_meant(actor, rule, hits=AT_ONCE)) < AT_ONCE // 2:
        return join_by_rule(actor=actor, cause=cause)
    with unit_of_work():
        publish(CasesWanted(cause, actor))
    return None


def cases_meant(viewer: Member, rule: CauseRule, *, hits: int = MOST_FOUND) -> list[int]:
    """The ids of the unsettled cases the rule means, of those the viewer may see, newest first.

    No more than the newest ``hits`` of the search are looked through.
    """
    found = visible_cases(viewer).exclude(state=CaseState.SETTLED)
    if rule.touchpoint_id is not None:
        found = found.filter(touchpoint_id=rule.touchpoint_id)
    if rule.matter_id is not None:
        found = found.filter(matter_id=rule.matter_id)
    if rule.since is not None:
        found = found.filter(opened_at__gte=rule.since)
    if rule.until is not None:
        found = found.filter(opened_at__lt=rule.until)
    if not rule.words:
        return list(found.order_by("-pk").values_list("pk", flat=True)[:hits])
    said = find(rule.words, scopes=scopes_of(viewer), kinds=("case", "message"), limit=hits)
    ids = sorted({hit.group_id for hit in said}, reverse=True)
    kept: list[int] = []
    for start in range(0, len(ids), BATCH):
        kept += found.filter(pk__in=ids[start : start + BATCH]).order_by("-pk").values_list("pk", flat=True)
    return kept


def part(*, actor: Member, cause: Cause, case: Case) -> None:
    """Take a case out of a cause: it waits for something else. Doing it twice changes nothing."""
    require(actor, Right.ANSWER)
    if not visible_cases(actor).filter(pk=case.pk).exists():
        raise NotFound
    with unit_of_work():
        (held,) = _held([case.pk])
        joined = CauseCase.objects.filter(cause=cause, case=held, left_at__isnull=True)
        if joined.update(left_at=now(), left_by=actor):
            record("cause.parted", actor=actor, **where(held), **teamed(held), cause=cause.pk, title=cause.title)


def join_newcomer(*, cause: Cause, case: Case) -> bool:
    """A case the rule means has come: join it by itself, unless a person took it out. The caller holds the case."""
    with unit_of_work():
        return bool(_add(None, cause, [case], How.RULE, again=False))


def _held(ids: Iterable[int]) -> list[Case]:
    return list(Case.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))


def _still_open(cause: Cause) -> Cause:
    found = Cause.objects.get(pk=cause.pk)
    if found.closed_at is not None:
        raise CauseClosed
    return found


def _add(actor: Member | None, cause: Cause, cases: Sequence[Case], how: str, *, again: bool) -> int:
    """Join held cases; with ``again`` those taken out come back."""
    known = dict(CauseCase.objects.filter(cause=cause, case__in=cases).values_list("case_id", "left_at"))
    at = now()
    new = [case for case in cases if case.pk not in known]
    CauseCase.objects.bulk_create(CauseCase(cause=cause, case=case, how=how, by=actor, at=at) for case in new)
    back = [case for case in cases if again and known.get(case.pk) is not None]
    CauseCase.objects.filter(cause=cause, case__in=back).update(how=how, by=actor, at=at, left_at=None, left_by=None)
    for case in (*new, *back):
        record("cause.joined", actor=actor, **where(case), **teamed(case), cause=cause.pk, title=cause.title, how=how)
    return len(new) + len(back)
