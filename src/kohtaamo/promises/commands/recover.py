"""Putting right what went wrong: apology, remedy and new promise in one act, or closing with a word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Case, Message
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState, RecoveryState, Source
from kohtaamo.promises.commands.keep import break_openly
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.commands.open_recovery import note_recovery
from kohtaamo.promises.errors import RecoverySettled
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True, kw_only=True)
class Mending:
    """What is done: ``words`` go to the customer (empty when told in person), ``kind`` and ``amount`` are the remedy
    in the kind's unit, ``terms`` the new promise. With ``all_open`` it puts right everything open in the case.
    """

    words: str
    kind: Kind | None = None
    amount: int = 1
    terms: Terms | None = None
    all_open: bool = True
    once: str = ""


def recover(*, actor: Member, recovery: Recovery, mending: Mending) -> Recovery:
    """Apologise, remedy within one's mandate and promise anew, all or nothing. Sent twice under one ``once``, once.

    A promise of ours that is still open though late is broken openly when a new one takes its place. Raises
    ``RecoverySettled`` and what ``reply``, ``decide`` and ``make`` raise.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case, held = _held(actor, recovery)
        if mending.once and held.once == mending.once and held.state == RecoveryState.MADE:
            return held
        if not held.is_open:
            raise RecoverySettled
        decision = _remedy(actor, case, held, mending)
        message = decision.message if decision and decision.message else _tell(actor, case, mending, decision)
        promise = make(actor=actor, case=case, terms=mending.terms, message=message) if mending.terms else None
        _settle_all(actor, held, mending, message, decision, promise)
        return held


def _remedy(actor: Member, case: Case, held: Recovery, mending: Mending) -> Decision | None:
    if mending.kind is None:
        return None
    return decide(
        actor=actor, case=case, kind=mending.kind, amount=mending.amount, reason=str(held.get_failing_display()),
        words=mending.words,
    )  # fmt: skip


def _tell(actor: Member, case: Case, mending: Mending, decision: Decision | None) -> Message:
    if mending.words.strip():
        return reply(actor=actor, case=case, text=mending.words, keeps_draft=True)
    with override(case.language):
        text = _("I apologised to the customer in person.")
    return write_note(actor=actor, case=case, text=text, keeps_draft=True)


def _settle_all(
    actor: Member,
    held: Recovery,
    mending: Mending,
    message: Message,
    decision: Decision | None,
    promise: Promise | None,
) -> None:
    open_ones = Recovery.objects.select_for_update(of=("self",)).filter(case=held.case, state=RecoveryState.OPEN)
    others = list(open_ones.exclude(pk=held.pk)) if mending.all_open else []
    for each in (held, *others):
        each.state, each.settled_at, each.settled_by = RecoveryState.MADE, now(), actor
        each.apology, each.decision, each.once = message, decision or each.decision, mending.once
        each.new_promise = promise or each.new_promise
        each.save()
        note_recovery("recovery.made", each, actor)
        if promise is not None and each.promise_id is not None:
            _break_late(actor, each.promise_id)


def _break_late(actor: Member, promise_id: int) -> None:
    """A new promise stands in the late one's place; the promise to answer is kept by the very answer, late."""
    late = Promise.objects.exclude(source=Source.ANSWER_TIME).filter(pk=promise_id, state=PromiseState.OPEN).first()
    if late is not None:
        break_openly(actor=actor, promise=late, reason=_("We promised anew and apologised."))


def close(*, actor: Member, recovery: Recovery, word: str) -> Recovery:
    """Close it without acts, saying why. Raises ``Invalid`` without a word and ``RecoverySettled``."""
    require(actor, Right.ANSWER)
    if not word.strip():
        raise Invalid(_("Say in a word why nothing is needed, so that we learn from it."))
    with unit_of_work():
        _case, held = _held(actor, recovery)
        if not held.is_open:
            raise RecoverySettled
        held.state, held.settled_at, held.settled_by = RecoveryState.CLOSED, now(), actor
        held.word = word.strip()[:300]
        held.save(update_fields=["state", "settled_at", "settled_by", "word"])
        note_recovery("recovery.closed", held, actor)
        return held


def _held(actor: Member, recovery: Recovery) -> tuple[Case, Recovery]:
    """The case and its recovery, locked in this order. Raises ``NotFound``."""
    case = hold(actor, recovery.case)
    held = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    held.case = case
    return case, held
