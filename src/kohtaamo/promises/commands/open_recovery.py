"""Opening a recovery when we failed someone: by the register, a bounce, a feeling, or another system's word."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from kohtaamo.encounters.choices import Author, Feeling
from kohtaamo.encounters.events import CaseMoved, DeliveryFailed, Felt, TakenBack
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing, RecoveryState
from kohtaamo.promises.models import Lateness, Promise, Recovery
from kohtaamo.staff.models import Member

SECOND_WITHIN = timedelta(days=90)
AT_ONCE = timedelta(hours=1)
FELT_WITHIN = timedelta(days=30)
BAD_ENDINGS = {Feeling.FURIOUS, Feeling.DISAPPOINTED}


def open_for_promise(promise: Promise, actor: Member | None) -> None:
    """A promise was broken or the clock passed it: one recovery for one promise. The caller holds its case."""
    if not Recovery.objects.filter(promise=promise).exists():
        _open(Recovery(failing=Failing.PROMISE, promise=promise, owner_id=promise.owner_id), promise.case, actor)


def open_for_lateness(lateness: Lateness, case: Case, actor: Member | None) -> Recovery:
    """Another system told that we are late. The caller holds the case."""
    return _open(Recovery(failing=Failing.LATENESS, lateness=lateness), case, actor)


def open_for_failure(event: DeliveryFailed) -> None:
    """An answer of ours never reached the one it was for. When it was an apology, its recovery is open again."""
    message = event.message
    if not event.is_permanent or _open_again(message, None):
        return
    if message.author != Author.US or message.is_automatic:
        return
    to_them = Delivery.objects.filter(message=message, address__iexact=event.address, role="to").exists()
    if to_them and not Recovery.objects.filter(failed_message=message).exists():
        _open(Recovery(failing=Failing.DELIVERY, failed_message=message), message.case, None)


def open_after_feeling(event: Felt) -> None:
    """Someone was upset, or left disappointed: to be put right, unless something in the case already is."""
    _remember(event)
    hurts = event.feeling == Feeling.FURIOUS or (event.at_end and event.feeling in BAD_ENDINGS)
    if hurts and not Recovery.objects.filter(case=event.case, state=RecoveryState.OPEN).exists():
        _open(Recovery(failing=Failing.FEELING), event.case, event.by)


def _remember(event: Felt) -> None:
    """What the customer feels after something was put right for them."""
    lately = Recovery.objects.filter(customer_id=event.case.customer_id, state=RecoveryState.MADE)
    lately.filter(settled_at__gte=now() - FELT_WITHIN).update(feeling_after=event.feeling)


def close_with_promise(promise: Promise, actor: Member | None) -> None:
    """The promise was withdrawn: nothing was failed, and nothing is left to put right."""
    for recovery in Recovery.objects.filter(promise=promise, state=RecoveryState.OPEN):
        recovery.state, recovery.settled_at, recovery.settled_by = RecoveryState.CLOSED, now(), actor
        recovery.word = promise.reason
        recovery.save(update_fields=["state", "settled_at", "settled_by", "word"])
        note_recovery("recovery.closed", recovery, actor)


def reopen_with_message(event: TakenBack) -> None:
    """The apology was taken back before it left."""
    _open_again(event.message, event.by)


def follow_case(event: CaseMoved) -> None:
    """Whoever has the case puts right what is open in it."""
    Recovery.objects.filter(case=event.case, state=RecoveryState.OPEN).update(owner_id=event.case.owner_id)


def _open_again(message: Message, actor: Member | None) -> bool:
    found = list(Recovery.objects.filter(apology=message, state=RecoveryState.MADE).select_related("case"))
    for recovery in found:
        recovery.state, recovery.settled_at, recovery.settled_by = RecoveryState.OPEN, None, None
        recovery.apology, recovery.once = None, ""
        recovery.save(update_fields=["state", "settled_at", "settled_by", "apology", "once"])
        note_recovery("recovery.opened_again", recovery, actor)
    return bool(found)


def _open(recovery: Recovery, case: Case, actor: Member | None) -> Recovery:
    at = now()
    recovery.case, recovery.customer_id, recovery.opened_at = case, case.customer_id, at
    recovery.owner_id = recovery.owner_id or case.owner_id
    recovery.feeling_before = case.feeling
    recovery.is_second = was_failed_before(case, at)
    recovery.save()
    note_recovery("recovery.opened", recovery, actor)
    return recovery


def was_failed_before(case: Case, at: datetime) -> bool:
    """Whether the customer or the case was failed within ninety days. What fails at once is one failure seen twice."""
    whose = Q(customer_id=case.customer_id) | Q(case=case)
    earlier = Q(opened_at__lt=at - AT_ONCE) | Q(state=RecoveryState.MADE)
    return Recovery.objects.filter(whose, earlier, opened_at__gte=at - SECOND_WITHIN).exists()


def note_recovery(kind: str, recovery: Recovery, actor: Member | None) -> None:
    """Write what happened to a recovery in the journal; its owner's screens hear of it."""
    case = recovery.case
    record(
        kind, actor=actor, **where(case), **teamed(case), recovery=recovery.pk, member=recovery.owner_id,
        failing=recovery.failing, is_second=recovery.is_second, word=recovery.word,
    )  # fmt: skip
