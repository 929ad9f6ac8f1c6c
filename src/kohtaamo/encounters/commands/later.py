"""Sending later: a message of ours that leaves at a time of its own, unless the customer writes before that."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.errors import AlreadyLeft, LeavesTooLate
from kohtaamo.encounters.events import Arrived, Delivered, DeliveryFailed, Held, Leaving
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Delivery, Encounter, Later, Message
from kohtaamo.encounters.queries import unanswered_messages
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel

FARTHEST = timedelta(days=366)


def soon() -> datetime:
    """When a message sent now leaves: after the time to take it back."""
    return now() + timedelta(seconds=int(settings.KOHTAAMO["UNDO_SECONDS"]))


def must_be_ahead(leave_at: datetime) -> None:
    """Raise ``LeavesTooLate`` unless the time is to come, and within a year."""
    if not now() < leave_at < now() + FARTHEST:
        raise LeavesTooLate


def set_later(message: Message, actor: Member, leave_at: datetime) -> None:
    """Note that the message, just written, leaves at this time. Belongs inside the writer's unit of work."""
    case = message.case
    Later.objects.create(message=message, case=case, leave_at=leave_at, set_by=actor, set_at=now())
    record(
        "message.set_later", actor=actor, **where(case, message.encounter_id), **teamed(case), message=message.pk,
        leave_at=leave_at.isoformat(),
    )  # fmt: skip


def mark_answered(case: Case, by: Member | None, at: datetime) -> None:
    """The meetings of the case nobody had answered are answered now."""
    waiting = Encounter.objects.filter(case=case, answered_at__isnull=True, is_history=False, arrived_at__lte=at)
    waiting.update(answered_at=at, answered_by=by)


def change_time(*, actor: Member, message: Message, leave_at: datetime | None) -> Later:
    """Let a message that waits or was held back leave at another time, or now (None) after the time to take it back.

    Raises ``AlreadyLeft`` and ``LeavesTooLate``.
    """
    require(actor, Right.ANSWER)
    if leave_at is not None:
        must_be_ahead(leave_at)
    with unit_of_work():
        case = hold(actor, message.case)
        later = Later.objects.select_for_update().filter(message=message, done_at__isnull=True).first()
        kept = Delivery.objects.select_for_update().filter(message=message)
        still = {DeliveryState.WAITING, DeliveryState.HELD}
        if later is None or not set(kept.values_list("state", flat=True)) <= still:
            raise AlreadyLeft
        leaves = leave_at or soon()
        kept.update(state=DeliveryState.WAITING, not_before=leaves)
        Message.objects.filter(pk=message.pk).update(at=leaves)
        later.leave_at, later.set_by, later.set_at, later.held_at, later.held_for = leaves, actor, now(), None, None
        later.save()
        _rests(case)
        record(
            "message.set_later", actor=actor, **where(case, message.encounter_id), **teamed(case), message=message.pk,
            leave_at=leaves.isoformat(),
        )  # fmt: skip
        message.at = leaves
        publish(Leaving(message=message, channel=Channel.MAIL, not_before=leaves))
        return later


def _rests(case: Case) -> None:
    case.changed_at = now()
    if case.state == CaseState.WAITING_US:
        case.state, case.waiting_since = CaseState.WAITING_CUSTOMER, None
    case.save(update_fields=["state", "waiting_since", "changed_at"])


def hold_back(event: Arrived) -> None:
    """The customer wrote before our message left: it stays, and the case waits for us since the oldest unanswered."""
    if event.is_new_case or event.message.is_automatic or event.encounter.is_history:
        return
    if event.message.is_only_thanks:
        return
    for later in _open(event.case.pk):
        waiting = Delivery.objects.filter(message_id=later.message_id, state=DeliveryState.WAITING)
        if not waiting.update(state=DeliveryState.HELD):
            continue
        later.held_at, later.held_for = now(), event.message
        later.save(update_fields=["held_at", "held_for"])
        _waits_since_the_oldest(event.case)
        record(
            "message.held", actor=None, **where(event.case, event.encounter.pk), **teamed(event.case),
            message=later.message_id, member=later.message.member_id,
        )  # fmt: skip
        publish(Held(message=later.message, because=event.message))


@prepared
def _open(case: int) -> QuerySet[Later]:
    return Later.objects.filter(case_id=case, done_at__isnull=True, held_at__isnull=True)


def _waits_since_the_oldest(case: Case) -> None:
    oldest = unanswered_messages(case).first()
    if oldest is not None:
        case.state, case.waiting_since = CaseState.WAITING_US, oldest.at
        case.save(update_fields=["state", "waiting_since"])


def has_left(event: Delivered) -> None:
    """It left: only now are the meetings answered."""
    if Later.objects.filter(message=event.message, done_at__isnull=True).update(done_at=event.at):
        mark_answered(event.message.case, event.message.member, event.at)


def has_failed(event: DeliveryFailed) -> None:
    """It left and did not arrive: from now on it is a failure like any other."""
    Later.objects.filter(message=event.message, done_at__isnull=True).update(done_at=event.at)
