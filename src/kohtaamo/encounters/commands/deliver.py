"""What a channel reports of a message's way: begun, left, failed, bounced."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.events import Delivered, DeliveryFailed, Leaving
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.platform.errors import Conflict
from kohtaamo.platform.events import publish
from kohtaamo.platform.jobs.dismiss import dismiss, take_up_again
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel

DELIVERY = "delivery"  # its kind among the failures left be
BROKEN_OFF = "4.4.2"  # RFC 3463, 3.5: the connection was made and broke before the message was through


def begin_attempt(message: Message) -> tuple[Attempt, list[Delivery]] | None:
    """Put down that the message is about to be handed over; None when nothing waits to be sent.

    Committed before the other server is spoken to, so that a crash in between leaves a trace instead of a riddle.
    """
    with unit_of_work():
        deliveries = list(_on_the_way(message).select_for_update())
        if not deliveries:
            return None
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries]).update(state=DeliveryState.SENDING)
        attempt = Attempt.objects.create(message=message, began_at=now())
        record(
            "delivery.begun",
            actor=None,
            **where(message.case, message.encounter_id),
            message=message.pk,
            attempt=attempt.pk,
        )
        return attempt, deliveries


def note_handing(attempt: Attempt) -> None:
    """The words are handed over from now on: a try cut off earlier can have sent nothing."""
    Attempt.objects.filter(pk=attempt.pk, handing_at__isnull=True).update(handing_at=now())


def _on_the_way(message: Message) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        message=message, state__in=[DeliveryState.WAITING, DeliveryState.SENDING], not_before__lte=now()
    )


def finish_attempt(
    attempt: Attempt,
    *,
    refused: Mapping[str, tuple[str, str, bool]],
    answer: str,
    delayed: Mapping[str, str] | None = None,
) -> None:
    """The other server took the message, except for ``refused``: address -> (status code, what it said, permanent).

    Those in ``delayed`` (address -> what it said) wait for the next attempt.
    """
    delayed = delayed or {}
    with unit_of_work():
        message = attempt.message
        _close(attempt, ok=not refused and not delayed, answer=answer)
        for address, said in delayed.items():
            waits = Delivery.objects.filter(message=message, state=DeliveryState.SENDING, address=address)
            waits.update(state=DeliveryState.WAITING, answer=said[:1000])
        taken = Delivery.objects.filter(message=message, state=DeliveryState.SENDING).exclude(address__in=refused)
        taken.update(state=DeliveryState.SENT, settled_at=now(), answer=answer[:1000])
        for address, (code, said, is_permanent) in refused.items():
            _fail(message, address, code=code, said=said, is_permanent=is_permanent)
        if delayed:
            record(
                "delivery.delayed",
                actor=None,
                **where(message.case, message.encounter_id),
                **teamed(message.case),
                message=message.pk,
            )
        elif not refused:
            record(
                "message.sent",
                actor=None,
                **where(message.case, message.encounter_id),
                **teamed(message.case),
                message=message.pk,
            )
            publish(Delivered(message=message, at=now()))


def fail_attempt(attempt: Attempt, *, answer: str, final: bool) -> None:
    """The handing over failed as a whole. Not final: the deliveries wait for the next attempt."""
    with unit_of_work():
        message = attempt.message
        _close(attempt, ok=False, answer=answer)
        sending = Delivery.objects.filter(message=message, state=DeliveryState.SENDING)
        if not final:
            sending.update(state=DeliveryState.WAITING, answer=answer[:1000])
            record(
                "delivery.delayed",
                actor=None,
                **where(message.case, message.encounter_id),
                **teamed(message.case),
                message=message.pk,
            )
            return
        for address in list(sending.values_list("address", flat=True)):
            _fail(message, address, code="", said=answer, is_permanent=False)


def leave_in_doubt(attempt: Attempt, *, answer: str) -> None:
    """The message was cut off while it was handed over, and it must not be said twice: it is not tried again by itself.

    It stands as failed with nobody knowing whether it is, until a person found out (``confirm`` or ``send_again``).
    """
    with unit_of_work():
        _close(attempt, ok=False, answer=answer)
        going = Delivery.objects.filter(message=attempt.message, state=DeliveryState.SENDING)
        for address in list(going.values_list("address", flat=True)):
            _fail(attempt.message, address, code=BROKEN_OFF, said=answer, is_permanent=None)


def confirm(*, actor: Member, message: Message) -> None:
    """A person found out that a message in doubt did arrive. Raises ``Conflict`` when it is in doubt no more."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, message.case)
        doubtful = Delivery.objects.filter(message=message, state=DeliveryState.FAILED, is_permanent__isnull=True)
        if not doubtful.update(state=DeliveryState.SENT, settled_at=now()):
            raise Conflict
        record(
            "delivery.confirmed", actor=actor, **where(case, message.encounter_id), **teamed(case), message=message.pk
        )
        publish(Delivered(message=message, at=now()))


def _close(attempt: Attempt, *, ok: bool, answer: str) -> None:
    attempt.ended_at, attempt.ok, attempt.answer = now(), ok, answer[:1000]
    attempt.save(update_fields=["ended_at", "ok", "answer"])


def bounce(delivery: Delivery, *, code: str, said: str, is_permanent: bool) -> None:
    """Another server reported later that the message did not arrive here. Saying it twice changes nothing."""
    with unit_of_work():
        found = Delivery.objects.select_for_update().select_related("message").get(pk=delivery.pk)
        is_known = found.state == DeliveryState.FAILED and found.is_permanent is not None
        if not is_known and found.state != DeliveryState.TAKEN_BACK:
            _fail(found.message, found.address, code=code, said=said, is_permanent=is_permanent)


def _fail(message: Message, address: str, *, code: str, said: str, is_permanent: bool | None) -> None:
    """The customer was not told: the case comes back to us at once, and the rooms above hear of it.

    ``is_permanent`` None: nobody knows whether they were.
    """
    at = now()
    Delivery.objects.filter(message=message, address=address).update(
        state=DeliveryState.FAILED, settled_at=at, status_code=code[:12], answer=said[:1000], is_permanent=is_permanent
    )
    if is_permanent:
        Identity.objects.filter(kind=IdentityKind.EMAIL, value=address.lower()).update(failed_at=at)
    case = Case.objects.select_for_update().get(pk=message.case_id)
    if case.state != CaseState.WAITING_US:
        case.state, case.waiting_since, case.settled_at, case.settled_by = CaseState.WAITING_US, at, None, None
    case.changed_at = at
    case.save()
    record(
        "delivery.failed", actor=None, **where(case, message.encounter_id), **teamed(case),
        message=message.pk, address=address, permanent=is_permanent, code=code,
    )  # fmt: skip
    is_doubtful = is_permanent is None
    publish(DeliveryFailed(message, address, is_permanent=bool(is_permanent), at=at, is_doubtful=is_doubtful))


def send_again(*, actor: Member, message: Message) -> None:
    """Put failed deliveries back on their way: the button on the operations and encounter pages."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        hold(actor, message.case)
        failed = Delivery.objects.filter(message=message, state=DeliveryState.FAILED)
        take_up_again(DELIVERY, failed.values_list("pk", flat=True))
        again = {"state": DeliveryState.WAITING, "not_before": now(), "settled_at": None, "is_permanent": None}
        if failed.update(**again, dismissed_at=None):
            record(
                "delivery.again",
                actor=actor,
                **where(message.case, message.encounter_id),
                **teamed(message.case),
                message=message.pk,
            )
            publish(Leaving(message=message, channel=Channel.MAIL, not_before=now()))


def dismiss_failure(*, actor: Member, delivery: Delivery, reason: str) -> None:
    """Leave a failed delivery be: it no longer counts as failing, and stays listed with who left it and why.

    Raises ``Invalid`` without a reason, and ``Conflict`` when it is not failing (any more).
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, delivery.message.case)
        failing = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED, dismissed_at__isnull=True)
        if not failing.update(dismissed_at=now()):
            raise Conflict
        left = dismiss(actor=actor, kind=DELIVERY, key=delivery.pk, reason=reason)
        record(
            "delivery.dismissed", actor=actor, **where(case, delivery.message.encounter_id), **teamed(case),
            message=delivery.message_id, delivery=delivery.pk, address=delivery.address, reason=left.reason,
        )  # fmt: skip
