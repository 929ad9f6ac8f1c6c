"""A promise ends once: kept, broken or withdrawn; what is settled no longer changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.encounters.events import Delivered, DeliveryFailed
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.errors import Conflict, Invalid, KohtaamoError, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.commands.follow import fail_confirmation, keep_answer, note_overdue
from kohtaamo.promises.commands.keep import break_openly, keep, withdraw
from kohtaamo.promises.commands.move import give, move, tell
from kohtaamo.promises.errors import AlreadySettled, CannotSeeCase, ConsentNeeded, DueInThePast
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.promises.making import promised

Act = Callable[[Member, Promise], object]
ACTS: dict[str, Act] = {
    "keep": lambda actor, promise: keep(actor=actor, promise=promise, evidence="soitettu"),
    "break": lambda actor, promise: break_openly(actor=actor, promise=promise, reason="myöhästyi"),
    "withdraw": lambda actor, promise: withdraw(actor=actor, promise=promise, reason="ei tarvita"),
    "move": lambda actor, promise: move(actor=actor, promise=promise, due_at=now() + timedelta(days=1), agreed=True),
    "give": lambda actor, promise: give(actor=actor, promise=promise, owner=actor),
    "overdue": lambda _actor, promise: (
        Promise.objects.filter(pk=promise.pk, state="open").update(due_at=now() - timedelta(minutes=1)),
        note_overdue(),
    ),
}
ENDS = {"keep": PromiseState.KEPT, "break": PromiseState.BROKEN, "withdraw": PromiseState.WITHDRAWN}
KINDS = {"promise.kept", "promise.broken", "promise.withdrawn"}


@pytest.mark.django_db
@given(order=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_first_ending_stands_whatever_comes_after(case: Case, owner: Member, order: list[str]) -> None:
    promise = promised(case, owner)
    ended = ""
    for name in order:
        try:
            ACTS[name](owner, promise)
        except AlreadySettled:
            assert ended
        else:
            assert not ended or name == "overdue"
            ended = ended or (name if name in ENDS else "")
    promise.refresh_from_db()
    assert promise.state == ENDS.get(ended, PromiseState.OPEN)
    written = [e.kind for e in Entry.objects.filter(kind__in=KINDS) if e.data["promise"] == promise.pk]
    assert len(written) == bool(ended)


@pytest.mark.django_db
def test_of_two_who_settle_at_once_one_wins_and_the_other_is_told(case: Case, owner: Member, colleague: Member) -> None:
    promise = promised(case, owner)
    stale = Promise.objects.get(pk=promise.pk)
    keep(actor=owner, promise=promise)
    with pytest.raises(AlreadySettled, match=r"no longer changes|ei enää muutu"):
        break_openly(actor=colleague, promise=stale, reason="")
    assert Promise.objects.get(pk=promise.pk).state == PromiseState.KEPT


@pytest.mark.django_db(transaction=True)
def test_two_threads_settle_and_one_of_them_wins(case: Case, owner: Member, colleague: Member) -> None:
    promise = promised(case, owner)
    told: list[str] = []
    start = threading.Barrier(2)

    def run(act: str, actor: Member) -> None:
        try:
            start.wait(5)
            ACTS[act](actor, Promise.objects.get(pk=promise.pk))
            told.append(act)
        except Conflict:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in (("keep", owner), ("break", colleague))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert "refused" in told
    assert len(told) == 2
    assert Promise.objects.get(pk=promise.pk).state in {PromiseState.KEPT, PromiseState.BROKEN}


@pytest.mark.django_db
def test_moving_needs_consent_and_a_time_to_come(case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    with pytest.raises(ConsentNeeded):
        move(actor=owner, promise=promise, due_at=now() + timedelta(days=1), agreed=False)
    with pytest.raises(DueInThePast):
        move(actor=owner, promise=promise, due_at=now() - timedelta(days=1), agreed=True)
    first = promise.first_due_at
    moved = move(actor=owner, promise=promise, due_at=now() + timedelta(days=3), agreed=True, reason="asiakas matkalla")
    assert moved.first_due_at == first
    assert moved.moves.get().reason == "asiakas matkalla"


@pytest.mark.django_db
def test_a_late_promise_that_moved_and_is_late_again_is_noted_again(case: Case, owner: Member) -> None:
    promise = promised(case, owner, due=timedelta(minutes=-5))
    assert note_overdue() == 1
    assert note_overdue() == 0
    move(actor=owner, promise=promise, due_at=now() + timedelta(days=1), agreed=True)
    Promise.objects.filter(pk=promise.pk).update(due_at=now() - timedelta(minutes=1))
    assert note_overdue() == 1


@pytest.mark.django_db
def test_a_promise_is_given_only_to_one_who_sees_the_case(
    case: Case, owner: Member, colleague: Member, outsider: Member
) -> None:
    promise = promised(case, owner)
    assert give(actor=owner, promise=promise, owner=colleague).owner == colleague
    with pytest.raises(CannotSeeCase):
        give(actor=owner, promise=promise, owner=outsider)


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted(set(ACTS) - {"overdue"}))
def test_an_outsider_is_refused_everything(case: Case, owner: Member, outsider: Member, act: str) -> None:
    promise = promised(case, owner)
    with pytest.raises(NotFound):
        ACTS[act](outsider, promise)
    owner.role.rights = []
    owner.role.save()
    with pytest.raises(NotAllowed):
        ACTS[act](Member.objects.get(pk=owner.pk), promise)
    assert Promise.objects.get(pk=promise.pk).state == PromiseState.OPEN


@pytest.mark.django_db
def test_whoever_keeps_a_promise_may_settle_it_after_the_case_left_them(case: Case, outsider: Member) -> None:
    promise = promised(case, outsider)
    assert keep(actor=outsider, promise=promise).state == PromiseState.KEPT


@pytest.mark.django_db
def test_withdrawing_needs_a_word_and_keeping_a_possible_time(case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    for act in (
        lambda: withdraw(actor=owner, promise=promise, reason="  "),
        lambda: keep(actor=owner, promise=promise, at=now() + timedelta(hours=1)),
        lambda: keep(actor=owner, promise=promise, at=promise.made_at - timedelta(hours=1)),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert str(refused.value) != str(Invalid.sentence)


@pytest.mark.django_db
def test_a_customer_not_told_is_told_when_the_message_arrives_after_all(case: Case, owner: Member) -> None:
    message = Message.objects.filter(case=case).get()
    promise = promised(case, owner, message=message)
    with unit_of_work():
        fail_confirmation(DeliveryFailed(message=message, address="a@b.example", is_permanent=True, at=now()))
    assert Promise.objects.get(pk=promise.pk).confirmation_failed_at is not None
    with unit_of_work():
        keep_answer(Delivered(message=message, at=now()))
    assert Promise.objects.get(pk=promise.pk).confirmation_failed_at is None


@pytest.mark.django_db
def test_telling_the_customer_in_another_way_clears_the_mark_once(case: Case, owner: Member) -> None:
    promise = promised(case, owner, confirmation_failed_at=now())
    assert tell(actor=owner, promise=promise).confirmation_failed_at is None
    tell(actor=owner, promise=promise)
    assert Entry.objects.filter(kind="promise.told").count() == 1


def test_every_refusal_is_of_the_family() -> None:
    assert all(issubclass(each, KohtaamoError) for each in (AlreadySettled, CannotSeeCase, ConsentNeeded, DueInThePast))
