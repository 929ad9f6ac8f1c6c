"""What the register does when a message leaves, fails or is taken back, and when the clock passes a promise."""

from __future__ import annotations

from collections.abc import Container

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.events import CaseMoved, Delivered, DeliveryFailed, TakenBack
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.commands.keep import set_kept
from kohtaamo.promises.commands.open_recovery import open_for_promise, was_failed_before
from kohtaamo.promises.holding import note
from kohtaamo.promises.late_queues import Place, crowds
from kohtaamo.promises.models import Promise


def keep_answer(event: Delivered) -> None:
    """Our answer left: the promise to answer is kept, at the moment it was delivered to the other server."""
    message = event.message
    _told_after_all(message)
    if message.author != Author.US or message.is_automatic:
        return  # an acknowledgement by the system is no answer, and neither is a notice to many
    with override(message.case.language):
        evidence = _("The answer was delivered.")
    for promise in _answer_promises(message.case_id, PromiseState.OPEN):
        if promise.made_at <= message.at:
            promise.message = message
            set_kept(promise, message.member, event.at, evidence=evidence, in_full=True, in_form=True)


def _told_after_all(message: Message) -> None:
    """What was told in a message that now arrived is told: the mark of the failed one goes."""
    untold = Promise.objects.filter(message=message, state=PromiseState.OPEN, confirmation_failed_at__isnull=False)
    for promise in untold.select_for_update():
        promise.confirmation_failed_at = None
        promise.save(update_fields=["confirmation_failed_at"])
        note("promise.told", promise, None)


def fail_confirmation(event: DeliveryFailed) -> None:
    """The customer was not reached: promises told in the message are marked, and an answer it kept is open again."""
    for promise in Promise.objects.select_for_update().filter(
        message=event.message, confirmation_failed_at__isnull=True
    ):
        if promise.source == Source.ANSWER_TIME and promise.state == PromiseState.KEPT:
            _open_again(promise)
            continue
        promise.confirmation_failed_at = event.at
        promise.save(update_fields=["confirmation_failed_at"])
        note("promise.confirmation_failed", promise, None, address=event.address)


def _open_again(promise: Promise) -> None:
    promise.state, promise.state_at, promise.state_by = PromiseState.OPEN, now(), None
    promise.kept_at, promise.in_full, promise.in_form, promise.evidence, promise.message = None, None, None, "", None
    promise.save()
    note("promise.opened_again", promise, None)


def forget_with_message(event: TakenBack) -> None:
    """The message was taken back before it left, so what it promised was never said."""
    for promise in Promise.objects.select_for_update().filter(message=event.message, state=PromiseState.OPEN):
        promise.state, promise.state_at, promise.state_by = PromiseState.WITHDRAWN, now(), event.by
        promise.reason = _("The message was taken back before it left.")
        promise.save()
        note("promise.withdrawn", promise, event.by, reason="taken back")


def follow_case(event: CaseMoved) -> None:
    """Open promises follow their case to its new team; a promise to answer follows its new owner too."""
    open_ones = Promise.objects.filter(case=event.case, state=PromiseState.OPEN)
    open_ones.update(team_id=event.case.team_id)
    open_ones.filter(source=Source.ANSWER_TIME).update(owner_id=event.case.owner_id)


def note_overdue() -> int:
    """Once a minute: write down each open promise the clock has passed, so that everyone sees it. Returns how many.

    Each opens a recovery, but where a whole queue is late: there an answer opens one only when the customer was failed
    before, and the queue is shown as one line.
    """
    passed = Q(state=PromiseState.OPEN, due_at__lt=now(), was_overdue_at__isnull=True)
    total, crowded = 0, None
    while ids := list(Promise.objects.filter(passed).order_by("due_at").values_list("pk", flat=True)[:200]):
        crowded = crowds() if crowded is None else crowded
        with unit_of_work():
            # Cases before promises: every command locks in this order.
            cases = Promise.objects.filter(pk__in=ids).values("case_id")
            list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))
            for promise in (
                Promise.objects.select_for_update(of=("self",)).select_related("case").filter(passed, pk__in=ids)
            ):
                promise.was_overdue_at = now()
                promise.save(update_fields=["was_overdue_at"])
                note("promise.overdue", promise, None)
                if not _is_one_of_many(promise, crowded) or was_failed_before(promise.case, now()):
                    open_for_promise(promise, None)
                _bring_back(promise)
                total += 1
    return total


def _is_one_of_many(promise: Promise, crowded: Container[Place]) -> bool:
    return promise.source == Source.ANSWER_TIME and (promise.case.touchpoint_id, promise.team_id) in crowded


def _bring_back(promise: Promise) -> None:
    """A case that waited for our promise waits for us again when the promise is late."""
    case = Case.objects.select_for_update().get(pk=promise.case_id)
    if case.state == CaseState.WAITING_CUSTOMER:
        case.state, case.waiting_since = CaseState.WAITING_US, promise.due_at
        case.save(update_fields=["state", "waiting_since"])


def _answer_promises(case_id: int, state: str) -> list[Promise]:
    found = Promise.objects.select_for_update().filter(case_id=case_id, source=Source.ANSWER_TIME, state=state)
    return list(found.order_by("id"))


def message_promises(message: Message) -> list[Promise]:
    """The promises told in this message."""
    return list(Promise.objects.filter(message=message).exclude(source=Source.ANSWER_TIME))
