"""A decision is corrected, never erased; limits count what stands after."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.events import TakenBack
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.mandates.commands.counting import applying, check_limits, hold_tallies
from kohtaamo.mandates.errors import AmountMissing, NotMore, ReasonMissing
from kohtaamo.mandates.events import DecisionCorrected
from kohtaamo.mandates.models import Correction, Decision
from kohtaamo.mandates.queries.seeing import may_see
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def correct(*, actor: Member, decision: Decision, amount: int, reason: str) -> Decision:
    """Set what the decision gives to ``amount``; 0 takes it back. By who made it, or one who may grant.

    More than before must fit in the limits, unless one who may grant, and did not decide it, gives it. Raises
    ``NotAllowed``, ``NotFound``, ``NotMore``, ``OverLimit``, ``AmountMissing`` and ``ReasonMissing``.
    """
    if not may_see(actor):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with unit_of_work():
        held = _held(actor, decision)
        if amount == held.amount_now:
            raise NotMore
        if amount < 0 or (not held.kind.has_amount and amount > 1):
            raise AmountMissing
        if amount > held.amount_now and held.member_id == actor.pk:
            _check_more(held, amount - held.amount_now)
        return _set(held, amount, reason, actor)


def _held(actor: Member, decision: Decision) -> Decision:
    """The decision, locked after its case and tallies. Raises ``NotFound`` or ``NotAllowed``."""
    case = hold(actor, decision.case)
    own = decision.member_id == actor.pk and actor.may(Right.DECIDE)
    if not own and not actor.may(Right.GRANT):
        raise NotAllowed
    hold_tallies(decision.kind, decision.member, case)
    held = Decision.objects.select_for_update(of=("self",)).select_related(
        "kind", "mandate__kind", "member", "case", "encounter__touchpoint", "message"
    )
    return held.get(pk=decision.pk)


def _check_more(decision: Decision, more: int) -> None:
    """What is added must fit in the mandate that applies now; what was granted on request has none of its own."""
    meeting, member = decision.encounter, decision.member
    mandate = None if decision.request_id else applying(decision.kind, member, meeting)
    check_limits(mandate, more, member=member, case=decision.case, meeting=meeting, at=decision.at)


def _set(decision: Decision, amount: int, reason: str, by: Member | None) -> Decision:
    former, decision.amount_now = decision.amount_now, amount
    decision.save(update_fields=["amount_now"])
    Correction.objects.create(
        decision=decision, former=former, amount=amount, reason=" ".join(reason.split())[:120], by=by, at=now()
    )
    kind = "decision.taken_back" if amount == 0 else "decision.corrected"
    case = decision.case
    record(kind, actor=by, **where(case, decision.encounter_id), **teamed(case), decision=decision.pk)
    publish(DecisionCorrected(decision, former))
    return decision


def undo(*, actor: Member, decision: Decision) -> Decision:
    """Take a decision back at once, and its message too while it waits to leave. Doing it again changes nothing.

    Raises ``AlreadyLeft`` when the customer has been told: then it is corrected, with a word to them.
    """
    with unit_of_work():
        held = _held(actor, decision)
        if held.is_taken_back:
            return held
        if held.message is not None:
            take_back(actor=actor, message=held.message)
            return _held(actor, decision)
        with override(actor.language):
            return _set(held, 0, _("Taken back at once."), actor)


def forget_with_message(event: TakenBack) -> None:
    """The message was taken back before it left, so the customer was never told: the decision is taken back too."""
    made = Decision.objects.filter(message=event.message).exclude(amount_now=0)
    for decision in made.select_related("kind", "member", "case"):
        hold_tallies(decision.kind, decision.member, decision.case)
        with override(event.by.language):
            _set(decision, 0, _("The message was taken back before it left."), event.by)


def release(decision: Decision, *, amount: int, reason: str, by: Member | None) -> None:
    """What it was decided for came to less, or to nothing: from now on only ``amount`` counts. Never more than before.

    For commands that hold the case.
    """
    hold_tallies(decision.kind, decision.member, decision.case)
    held = Decision.objects.select_for_update(of=("self",)).select_related("kind", "member", "case").get(pk=decision.pk)
    if amount < held.amount_now:
        _set(held, amount, reason, by)
