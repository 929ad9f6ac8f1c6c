"""Cases that sleep: what wakes them, and that thanks do not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.keep import keep
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.serving.choices import Woken
from kohtaamo.serving.commands.snooze import snooze, wake, wake_due
from kohtaamo.serving.errors import NothingToSleep, SleepsTooLong
from kohtaamo.serving.models import Snooze
from kohtaamo.serving.queries.snooze import asleep, woken_lately
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def why() -> str:
    return Snooze.objects.latest("pk").woken_why


def test_it_leaves_the_queue_and_comes_back_with_its_whole_wait(case: Case, owner: Member) -> None:
    since = case.waiting_since
    snooze(actor=owner, case=case, until=now() + timedelta(hours=2), word="varasto")
    assert (state(case), asleep(owner).get().word) == (CaseState.WAITING_CUSTOMER, "varasto")
    assert wake_due() == 0
    Snooze.objects.update(until=now())
    assert wake_due() == 1
    assert Case.objects.get(pk=case.pk).waiting_since == since
    assert (why(), [one.case for one in woken_lately(owner)]) == (Woken.TIME, [case])


def test_the_customers_words_wake_it_and_thanks_do_not(case: Case, owner: Member, says: Says) -> None:
    snooze(actor=owner, case=case, until=now() + timedelta(days=2))
    says("Kiitos!", case=case)
    assert state(case) == CaseState.WAITING_CUSTOMER
    says("Entä jalat", case=case)
    assert (state(case), why()) == (CaseState.WAITING_US, Woken.CUSTOMER)


def test_thanks_wake_it_when_asked(case: Case, owner: Member, says: Says) -> None:
    snooze(actor=owner, case=case, wakes_on_thanks=True)
    says("Kiitos!", case=case)
    assert state(case) == CaseState.WAITING_US


def test_an_automatic_answer_does_not_wake(case: Case, owner: Member, says: Says) -> None:
    snooze(actor=owner, case=case)
    says("Olen lomalla", case=case, is_automatic=True)
    assert asleep(owner).count() == 1


def test_a_promise_wakes_it_an_hour_before(case: Case, owner: Member) -> None:
    promise = make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + timedelta(hours=5)))
    snooze(actor=owner, case=case, promise=promise)
    assert wake_due() == 0
    Promise.objects.filter(pk=promise.pk).update(due_at=now() + timedelta(minutes=50))
    assert (wake_due(), why()) == (1, Woken.PROMISE)


def test_a_promise_kept_meanwhile_wakes_it(case: Case, owner: Member) -> None:
    promise = make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + timedelta(hours=5)))
    snooze(actor=owner, case=case, promise=promise)
    keep(actor=owner, promise=promise, evidence="Soitettu")
    assert (wake_due(), why()) == (1, Woken.PROMISE_GONE)


def test_one_settled_meanwhile_stays_settled(case: Case, owner: Member) -> None:
    snooze(actor=owner, case=case, until=now() + timedelta(hours=2))
    end(actor=owner, case=case, outcome="solved")
    assert (wake_due(), state(case), why()) == (1, CaseState.SETTLED, Woken.SETTLED)
    with pytest.raises(NothingToSleep):
        snooze(actor=owner, case=Case.objects.get(pk=case.pk))


def test_sleeping_again_changes_the_time_and_keeps_the_wait(case: Case, owner: Member, colleague: Member) -> None:
    snooze(actor=owner, case=case, until=now() + timedelta(hours=2))
    snooze(actor=colleague, case=case, until=now() + timedelta(days=3))
    assert Snooze.objects.get().by == colleague
    wake(actor=colleague, case=case)
    assert Case.objects.get(pk=case.pk).waiting_since == case.waiting_since
    assert woken_lately(colleague) == []
    wake(actor=colleague, case=case)


def test_times_and_people_are_minded(case: Case, owner: Member, outsider: Member, says: Says) -> None:
    for days in (-1, 400):
        with pytest.raises(SleepsTooLong):
            snooze(actor=owner, case=case, until=now() + timedelta(days=days))
    other = says("Muu", sender="muu@posti.example").case
    promise = make(actor=owner, case=other, terms=Terms(what="Muu", due_at=now() + timedelta(hours=5)))
    with pytest.raises(NotFound):
        snooze(actor=owner, case=case, promise=promise)
    with pytest.raises(NotFound):
        snooze(actor=outsider, case=case)
    snooze(actor=owner, case=case)
    with pytest.raises(NotFound):
        wake(actor=outsider, case=case)
    assert asleep(outsider).count() == 0
