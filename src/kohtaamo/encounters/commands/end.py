"""Ending an encounter in one touch: outcome and feeling; settling a case and opening it again."""

from __future__ import annotations

from django.db.models import F

from kohtaamo.encounters.choices import CaseState, EncounterState, Feeling, Outcome
from kohtaamo.encounters.commands.fast_lane import follow_feeling
from kohtaamo.encounters.events import Felt, Settling
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def end(*, actor: Member, case: Case, outcome: str, feeling: int | None = None) -> Case:
    """End the case's open encounters with an outcome, and the feeling the customer left with when it was noted.

    Solved settles the case; promised leaves it with us to be done by the promise; not reached ends as missed.
    """
    require(actor, Right.ANSWER)
    if outcome not in Outcome.values or (feeling is not None and feeling not in Feeling.values):
        raise Invalid
    with unit_of_work():
        case = hold(actor, case)
        _end_encounters(case, actor, outcome, feeling)
        _settle(case, actor, outcome)
        if feeling is not None:
            case.feeling = feeling
        case.changed_at = now()
        case.save()
        record("encounter.ended", actor=actor, **where(case), **teamed(case), outcome=outcome, feeling=feeling)
        if case.is_settled:
            record("case.settled", actor=actor, **where(case), **teamed(case))
        if case.is_settled or feeling is not None:
            follow_feeling(actor=actor, case=case, feeling=Feeling.CALM if case.is_settled else feeling or 0)
        if feeling is not None:
            publish(Felt(case=case, feeling=feeling, at_end=True, by=actor))
        return case


def _end_encounters(case: Case, actor: Member, outcome: str, feeling: int | None) -> None:
    at = now()
    open_ones = Encounter.objects.filter(case=case, ended_at__isnull=True)
    state = EncounterState.MISSED if outcome == Outcome.NOT_REACHED else EncounterState.ENDED
    fields: dict[str, object] = {"state": state, "outcome": outcome, "ended_at": at, "ended_by": actor}
    if feeling is not None:
        fields["feeling_end"] = feeling
    if not open_ones.update(**fields):
        latest = Encounter.objects.filter(case=case).latest("id")
        latest.outcome, latest.feeling_end = outcome, feeling if feeling is not None else latest.feeling_end
        latest.save(update_fields=["outcome", "feeling_end"])


def _settle(case: Case, actor: Member, outcome: str) -> None:
    case.waiting_since = None
    if outcome == Outcome.SOLVED:
        publish(Settling(case=case, by=actor))
        case.state, case.settled_at, case.settled_by = CaseState.SETTLED, now(), actor
    else:
        case.state = CaseState.WAITING_CUSTOMER


def reopen(*, actor: Member, case: Case) -> Case:
    """Open a settled case again; it waits for us from now."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        if not case.is_settled:
            return case
        case.state, case.waiting_since, case.changed_at = CaseState.WAITING_US, now(), now()
        case.settled_at = case.settled_by = None
        case.reopened = F("reopened") + 1
        case.save()
        case.refresh_from_db()
        record("case.reopened", actor=actor, **where(case), **teamed(case))
        return case


def note_feeling(*, actor: Member, case: Case, feeling: int) -> Case:
    """Note how the customer feels now, in one touch; the first noting is the feeling at the start."""
    require(actor, Right.ANSWER)
    if feeling not in Feeling.values:
        raise Invalid
    with unit_of_work():
        case = hold(actor, case)
        case.feeling, case.changed_at = feeling, now()
        case.save(update_fields=["feeling", "changed_at"])
        Encounter.objects.filter(case=case, ended_at__isnull=True, feeling_start__isnull=True).update(
            feeling_start=feeling
        )
        record("feeling.noted", actor=actor, **where(case), **teamed(case), feeling=feeling)
        publish(Felt(case=case, feeling=feeling, at_end=False, by=actor))
        follow_feeling(actor=actor, case=case, feeling=feeling)
        case.refresh_from_db()
        return case
