"""When we fail someone: a recovery opens by itself, is put right in one act, and tells what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kohtaamo.encounters.choices import Author, Feeling, Outcome
from kohtaamo.encounters.commands.end import end, note_feeling
from kohtaamo.encounters.commands.reply import reply, take_back
from kohtaamo.encounters.events import DeliveryFailed
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.mandates.commands.mandate import Limits
from kohtaamo.mandates.errors import OverLimit
from kohtaamo.mandates.models import Decision, Kind, Mandate
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import Failing, PromiseState, RecoveryState, Source
from kohtaamo.promises.commands.follow import note_overdue
from kohtaamo.promises.commands.keep import break_openly, withdraw
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.commands.recover import Mending, close, recover
from kohtaamo.promises.errors import RecoverySettled
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.promises.recovering import (
    CameOfIt,
    lessons,
    open_recoveries,
    outcome_of,
    recoveries_for,
    recovery_for,
)
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.promises.making import promised

pytestmark = pytest.mark.django_db

SORRY = "Lupasimme perjantaiksi. Emme pitäneet lupausta. Anteeksi."
HOUR = timedelta(hours=1)


def broken(case: Case, owner: Member) -> Recovery:
    break_openly(actor=owner, promise=promised(case, owner), reason="Auto hajosi")
    return Recovery.objects.latest("pk")


def bounced(message: Message, *, is_permanent: bool = True, address: str = "eeva.mattila@posti.example") -> None:
    with unit_of_work():
        publish(DeliveryFailed(message=message, address=address, is_permanent=is_permanent, at=now()))


def refund(owner: Member, limits: Limits) -> Kind:
    kind = Kind.objects.get(code="refund")
    Mandate.objects.create(
        kind=kind, member=owner, per_encounter=limits.per_encounter, per_customer=limits.per_customer,
        per_person=limits.per_person, valid_from=now() - HOUR, granted_at=now() - HOUR,
    )  # fmt: skip
    return kind


def test_a_promise_broken_openly_opens_one_recovery_for_who_keeps_it(owner: Member, case: Case) -> None:
    recovery = broken(case, owner)
    assert (recovery.failing, recovery.owner, recovery.case, recovery.state, recovery.is_second) == (
        Failing.PROMISE, owner, case, RecoveryState.OPEN, False,
    )  # fmt: skip
    assert Entry.objects.filter(kind="recovery.opened").count() == 1


def test_a_promise_the_clock_passed_and_then_broken_has_one_recovery_not_two(owner: Member, case: Case) -> None:
    late = promised(case, owner, due=-HOUR)
    note_overdue()
    break_openly(actor=owner, promise=late, reason="Ei ehditty")
    note_overdue()
    assert [recovery.promise for recovery in Recovery.objects.all()] == [late]


def test_a_promise_nobody_keeps_is_put_right_by_the_cases_owner(owner: Member, case: Case) -> None:
    Case.objects.update(owner=owner)
    promised(case, None, due=-HOUR)
    note_overdue()
    assert Recovery.objects.get().owner == owner


def test_a_promise_withdrawn_as_a_mistake_leaves_nothing_to_put_right(owner: Member, case: Case) -> None:
    late = promised(case, owner, due=-HOUR)
    note_overdue()
    withdraw(actor=owner, promise=late, reason="Kirjattu vahingossa")
    assert [(r.state, r.word) for r in Recovery.objects.all()] == [(RecoveryState.CLOSED, "Kirjattu vahingossa")]


def test_an_answer_that_never_arrived_opens_a_recovery_once(owner: Member, case: Case) -> None:
    message = reply(actor=owner, case=case, text="Sänky tulee maanantaina.")
    bounced(message, is_permanent=False)
    bounced(message)
    bounced(message)
    assert [(r.failing, r.failed_message) for r in Recovery.objects.all()] == [(Failing.DELIVERY, message)]


def test_a_notice_to_many_that_did_not_arrive_is_not_this_works_matter(owner: Member, case: Case) -> None:
    message = reply(actor=owner, case=case, text="Tiedoksi kaikille.")
    Message.objects.filter(pk=message.pk).update(is_automatic=True)
    message.refresh_from_db()
    bounced(message)
    assert Recovery.objects.count() == 0


@pytest.mark.parametrize(("feeling", "opened"), [(1, 1), (2, 1), (3, 0), (4, 0), (5, 0)])
def test_a_bad_feeling_at_the_end_opens_a_recovery(owner: Member, case: Case, feeling: int, opened: int) -> None:
    end(actor=owner, case=case, outcome=Outcome.SOLVED, feeling=feeling)
    assert Recovery.objects.filter(failing=Failing.FEELING).count() == opened


def test_in_the_middle_only_one_who_is_upset_opens_a_recovery_and_only_one(owner: Member, case: Case) -> None:
    note_feeling(actor=owner, case=case, feeling=Feeling.DISAPPOINTED)
    assert Recovery.objects.count() == 0
    note_feeling(actor=owner, case=case, feeling=Feeling.FURIOUS)
    end(actor=owner, case=case, outcome=Outcome.PROMISED, feeling=Feeling.FURIOUS)
    assert Recovery.objects.count() == 1


def test_a_second_failure_within_ninety_days_is_set_apart(owner: Member, case: Case) -> None:
    first = broken(case, owner)
    assert broken(case, owner).is_second is False  # the same hour: one failure seen twice
    Recovery.objects.filter(pk=first.pk).update(opened_at=now() - timedelta(days=89))
    assert broken(case, owner).is_second is True
    Recovery.objects.update(opened_at=now() - timedelta(days=91))
    assert broken(case, owner).is_second is False


def test_apology_remedy_and_new_promise_are_one_act_and_one_letter(owner: Member, case: Case) -> None:
    late = promised(case, owner, due=-HOUR)
    note_overdue()
    kind = refund(owner, Limits(6000, 6000, 6000))
    terms = Terms(what="Sänky tulee", due_at=now() + timedelta(days=2), source=Source.RECOVERY)
    done = recover(
        actor=owner, recovery=Recovery.objects.get(), mending=Mending(words=SORRY, kind=kind, amount=3000, terms=terms)
    )
    [letter] = Message.objects.filter(case=case, author=Author.US)
    assert letter.text == SORRY
    assert (done.state, done.apology, done.settled_by) == (RecoveryState.MADE, letter, owner)
    assert (done.decision.amount, done.decision.message) == (3000, letter)  # type: ignore[union-attr]
    assert (done.new_promise.message, done.new_promise.source) == (letter, Source.RECOVERY)  # type: ignore[union-attr]
    assert Promise.objects.get(pk=late.pk).state == PromiseState.BROKEN
    assert Recovery.objects.count() == 1


def test_over_the_mandate_nothing_is_sent_promised_or_settled(owner: Member, case: Case) -> None:
    recovery = broken(case, owner)
    kind = refund(owner, Limits(2000, 2000, 2000))
    terms = Terms(what="Sänky tulee", due_at=now() + timedelta(days=2))
    with pytest.raises(OverLimit):
        recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY, kind=kind, amount=2001, terms=terms))
    assert Message.objects.filter(author=Author.US).count() == Decision.objects.count() == 0
    assert Promise.objects.filter(state=PromiseState.OPEN).exclude(source=Source.ANSWER_TIME).count() == 0
    assert Recovery.objects.get().state == RecoveryState.OPEN


def test_the_same_sending_twice_is_one_and_another_is_refused(owner: Member, case: Case) -> None:
    recovery = broken(case, owner)
    recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY, once="a"))
    recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY, once="a"))
    with pytest.raises(RecoverySettled):
        recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY, once="b"))
    assert Message.objects.filter(author=Author.US).count() == 1


def test_told_in_person_a_note_says_so_and_no_mail_leaves(owner: Member, case: Case) -> None:
    done = recover(actor=owner, recovery=broken(case, owner), mending=Mending(words=""))
    assert done.apology is not None
    assert done.apology.author == Author.NOTE


def test_one_apology_may_put_right_everything_open_in_the_case(owner: Member, case: Case) -> None:
    first, second, third = broken(case, owner), broken(case, owner), broken(case, owner)
    recover(actor=owner, recovery=first, mending=Mending(words=SORRY, all_open=False))
    assert [r.is_open for r in Recovery.objects.order_by("pk")] == [False, True, True]
    recover(actor=owner, recovery=second, mending=Mending(words=SORRY))
    third.refresh_from_db()
    assert third.state == RecoveryState.MADE


def test_an_apology_taken_back_or_bounced_leaves_the_recovery_open(owner: Member, case: Case) -> None:
    recovery = broken(case, owner)
    done = recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY))
    take_back(actor=owner, message=done.apology)  # type: ignore[arg-type]
    recovery.refresh_from_db()
    assert (recovery.state, recovery.settled_at) == (RecoveryState.OPEN, None)
    done = recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY))
    bounced(done.apology)  # type: ignore[arg-type]
    assert [r.state for r in Recovery.objects.all()] == [RecoveryState.OPEN]


def test_the_same_page_sent_again_after_taking_the_apology_back_sends_it_anew(owner: Member, case: Case) -> None:
    recovery = broken(case, owner)
    done = recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY, once="a"))
    take_back(actor=owner, message=done.apology)  # type: ignore[arg-type]
    again = recover(actor=owner, recovery=recovery, mending=Mending(words=SORRY, once="a"))
    assert (again.state, again.apology != done.apology) == (RecoveryState.MADE, True)


def test_closing_needs_a_word(owner: Member, case: Case) -> None:
    recovery = broken(case, owner)
    with pytest.raises(Invalid):
        close(actor=owner, recovery=recovery, word=" ")
    close(actor=owner, recovery=recovery, word="Asiakas perui tilauksen")
    recovery.refresh_from_db()
    assert (recovery.state, recovery.word) == (RecoveryState.CLOSED, "Asiakas perui tilauksen")
    with pytest.raises(RecoverySettled):
        close(actor=owner, recovery=recovery, word="Uudestaan")


def test_an_outsider_sees_and_does_nothing(owner: Member, outsider: Member, case: Case) -> None:
    recovery = broken(case, owner)
    assert [*open_recoveries(outsider), *recoveries_for(outsider)] == []
    with pytest.raises(NotFound):
        recovery_for(outsider, recovery.pk)
    with pytest.raises(NotFound):
        recover(actor=outsider, recovery=recovery, mending=Mending(words=SORRY))
    with pytest.raises(NotFound):
        close(actor=outsider, recovery=recovery, word="Ei kuulu")


def test_it_waits_for_its_owner_and_an_ownerless_one_for_the_team(owner: Member, colleague: Member, case: Case) -> None:
    recovery = broken(case, owner)
    assert (list(recoveries_for(owner)), list(recoveries_for(colleague))) == ([recovery], [])
    Recovery.objects.update(owner=None)
    assert (list(recoveries_for(owner)), list(recoveries_for(colleague))) == ([recovery], [recovery])


def test_what_the_customer_feels_later_is_remembered(owner: Member, case: Case) -> None:
    note_feeling(actor=owner, case=case, feeling=1)
    recover(actor=owner, recovery=Recovery.objects.get(), mending=Mending(words=SORRY))
    end(actor=owner, case=case, outcome=Outcome.SOLVED, feeling=4)
    recovery = Recovery.objects.get()
    assert (recovery.feeling_before, recovery.feeling_after) == (1, 4)


def test_what_they_said_and_whether_they_returned_stands_with_the_recovery(
    owner: Member, outsider: Member, case: Case, says: Says
) -> None:
    note_feeling(actor=owner, case=case, feeling=1)
    recovery = recover(actor=owner, recovery=Recovery.objects.get(), mending=Mending(words=SORRY))
    assert outcome_of(owner, recovery) == CameOfIt(None, None, is_over=False)
    said = says("Kiitos, tämä lämmitti.", "eeva.mattila@posti.example", case=case)
    again = says("Haluaisin tilata lampun.", "eeva.mattila@posti.example", subject="Lamppu").encounter
    assert outcome_of(owner, recovery) == CameOfIt(said, again.arrived_at, is_over=False)
    assert outcome_of(outsider, recovery).returned_at is None  # type: ignore[union-attr]
    Recovery.objects.update(settled_at=now() - timedelta(days=31))
    assert outcome_of(owner, Recovery.objects.get()).is_over  # type: ignore[union-attr]


def test_putting_right_teaches_only_from_groups_of_five(owner: Member, lead: Member, case: Case) -> None:
    for _number in range(4):
        recover(actor=owner, recovery=broken(case, owner), mending=Mending(words=SORRY))
    Recovery.objects.update(is_second=False)
    assert lessons(lead, since=now() - timedelta(days=90)) == []
    recover(actor=owner, recovery=broken(case, owner), mending=Mending(words=SORRY))
    before = now() - timedelta(days=40)
    Recovery.objects.update(
        is_second=False, feeling_before=1, feeling_after=3, opened_at=before - timedelta(days=2), settled_at=before
    )
    Recovery.objects.filter(pk=Recovery.objects.earliest("pk").pk).update(opened_at=before)
    Encounter.objects.create(
        case=case, customer=case.customer, touchpoint=case.touchpoint, channel="mail", arrived_at=before + HOUR
    )
    [taught] = lessons(lead, since=now() - timedelta(days=90))
    assert (taught.count, taught.in_a_day, taught.felt, taught.before, taught.after) == (5, 1, 5, 1.0, 3.0)
    assert (taught.ripe, taught.came_back, taught.failed_again) == (5, 5, 0)
