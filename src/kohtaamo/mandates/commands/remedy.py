"""Waiting for what another system does: begun with the decision, again when it is corrected, missed by the clock."""

from __future__ import annotations

from datetime import timedelta

from kohtaamo.encounters.locking import teamed, where
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.errors import ConnectionStopped, RemedySettled, WordMissing
from kohtaamo.mandates.events import DecisionCorrected, DecisionMade
from kohtaamo.mandates.models import Fulfiller, Kind, Remedy, Report
from kohtaamo.mandates.queries.remedies import visible_remedies
from kohtaamo.mandates.telling import subject_of
from kohtaamo.platform.connections.line import put_in_line
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

AT_ONCE = 500


def await_remedy(event: DecisionMade) -> None:
    """A decision of a kind that is carried out elsewhere waits for its outcome from the start."""
    decision = event.decision
    found = Kind.objects.filter(pk=decision.kind_id, fulfiller__connection__ended_at__isnull=True)
    kind = found.select_related("fulfiller__connection").first()
    if kind is None or kind.fulfiller is None:
        return
    Remedy.objects.create(
        decision=decision, connection=kind.fulfiller.connection, since=decision.at,
        due_at=decision.at + timedelta(minutes=kind.fulfiller.answer_minutes),
    )  # fmt: skip


def await_again(event: DecisionCorrected) -> None:
    """What stands changed: the outcome is waited for anew; of a decision that never left, it is called off."""
    remedy = Remedy.objects.select_for_update().filter(decision=event.decision).first()
    if remedy is None:
        return
    remedy.version += 1
    if event.decision.is_taken_back and not _was_told(remedy):
        _settle(remedy, RemedyState.CALLED_OFF)
    else:
        _wait(remedy)
    remedy.save()


def _was_told(remedy: Remedy) -> bool:
    events = Dispatch.objects.filter(connection=remedy.connection_id, subject=subject_of(remedy.decision_id))
    return events.filter(attempts__isnull=False).exists()


def _wait(remedy: Remedy) -> None:
    minutes = Fulfiller.objects.filter(connection=remedy.connection_id).values_list("answer_minutes", flat=True).first()
    remedy.state, remedy.since, remedy.late_at, remedy.settled_at = RemedyState.WAITING, now(), None, None
    remedy.due_at = remedy.since + timedelta(minutes=minutes or 60)
    remedy.delayed_at = None
    remedy.by, remedy.by_member, remedy.reference, remedy.reason = "", None, "", ""


def _settle(remedy: Remedy, state: RemedyState) -> None:
    remedy.state, remedy.settled_at, remedy.late_at = state, now(), None
    remedy.delayed_at = None


def ask_again(*, actor: Member, remedy: Remedy) -> Remedy:
    """Tell the other system once more, by the same name, and wait anew.

    Raises ``NotAllowed``, ``RemedySettled`` and ``ConnectionStopped``.
    """
    _require(actor, remedy)
    with unit_of_work():
        connection = Connection.objects.select_for_update().get(pk=remedy.connection_id)
        held = _held(remedy)
        if held.state not in {RemedyState.WAITING, RemedyState.FAILED}:
            raise RemedySettled
        if connection.is_paused or not connection.is_active:
            raise ConnectionStopped
        newest = Dispatch.objects.filter(connection=connection, subject=subject_of(held.decision_id)).order_by("-pk")
        if event := newest.first():
            put_in_line(event)
        _wait(held)
        held.save()
        note("remedy.asked_again", held, actor)
        return held


def mark_done(*, actor: Member, remedy: Remedy, word: str) -> Remedy:
    """Somebody did it by hand, and says how. Raises ``NotAllowed``, ``WordMissing`` and ``RemedySettled``."""
    _require(actor, remedy)
    if not (word := " ".join(word.split())[:300]):
        raise WordMissing
    with unit_of_work():
        held = _held(remedy)
        if held.state not in {RemedyState.WAITING, RemedyState.FAILED}:
            raise RemedySettled
        _settle(held, RemedyState.DONE)
        held.by, held.by_member, held.reference, held.reason = "", actor, "", word
        held.save()
        Report.objects.create(
            remedy=held, state=RemedyState.DONE, version=held.version, by_member=actor, reason=word, at=now()
        )
        note("remedy.done", held, actor)
        return held


def _require(actor: Member, remedy: Remedy) -> None:
    """Those who decide or grant; that they see the case is the query's business. Raises ``NotAllowed``."""
    if not (actor.may(Right.DECIDE) or actor.may(Right.GRANT)):
        raise NotAllowed
    if not visible_remedies(actor).filter(pk=remedy.pk).exists():
        raise NotFound


def _held(remedy: Remedy) -> Remedy:
    held = Remedy.objects.select_for_update(of=("self",)).select_related("decision__case", "decision__kind")
    return held.get(pk=remedy.pk)


def note(kind: str, remedy: Remedy, actor: Member | None) -> None:
    """Write in the journal what became of it; amounts and reasons stay out of there."""
    decision = remedy.decision
    record(
        kind, actor=actor, **where(decision.case, decision.encounter_id), **teamed(decision.case),
        decision=decision.pk, member=decision.member_id, connection=str(remedy.connection),
    )  # fmt: skip


def note_unanswered() -> int:
    """Once a minute: notice remedies whose answer is missed. Returns how many."""
    missed = Remedy.objects.filter(state=RemedyState.WAITING, late_at__isnull=True, due_at__lte=now())
    return sum(_note_unanswered(pk) for pk in missed.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])


def _note_unanswered(pk: int) -> bool:
    with unit_of_work():
        waiting = Remedy.objects.select_for_update(of=("self",)).select_related("decision__case", "connection")
        remedy = waiting.filter(pk=pk, state=RemedyState.WAITING, late_at__isnull=True).first()
        if remedy is None:
            return False
        remedy.late_at = now()
        remedy.save(update_fields=["late_at"])
        note("remedy.unanswered", remedy, None)
        return True
