"""No order and no simultaneity of decisions and corrections passes a limit, whatever the limits are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.models import Case
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.correct import correct, undo
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.errors import AlreadyAsked, NoMandate, NotMore, OverLimit
from kohtaamo.mandates.models import Correction, Decision, Kind, Mandate, Request
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.mandates.conftest import Decides, Grants

LIMITS = (("encounter", "per_encounter"), ("customer", "per_customer"), ("member", "per_person"))


def given() -> dict[tuple[str, int], int]:
    """How much stands by meeting, customer and person; what was granted on request is not the person's."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for each in Decision.objects.all():
        sums["encounter", each.encounter_id] += each.amount_now
        sums["customer", each.customer_id] += each.amount_now
        if each.request_id is None:
            sums["member", each.member_id] += each.amount_now
    return sums


class Deciding(RuleBasedStateMachine):
    """People who decide, correct, take back, ask and end meetings in any order, against one mandate of their team."""

    people: tuple[Member, ...]
    cases: tuple[Case, ...]
    lead: Member
    refund: Kind
    mandate: Mandate

    @initialize(limit=st.integers(1, 60), customer=st.integers(0, 40), person=st.integers(0, 40))
    def begin(self, limit: int, customer: int, person: int) -> None:
        for model in (Correction, Decision, Request):
            model.objects.all().delete()
        self.mandate.per_encounter = limit
        self.mandate.per_customer, self.mandate.per_person = limit + customer, limit + person
        self.mandate.save()
        self.granted = 0

    @rule(who=st.integers(0, 1), where=st.integers(0, 1), amount=st.integers(1, 70))
    def decide(self, who: int, where: int, amount: int) -> None:
        with suppress(OverLimit):
            decide(actor=self.people[who], case=self.cases[where], kind=self.refund, amount=amount, reason="x")

    @precondition(lambda self: Decision.objects.exists())
    @rule(which=st.integers(0, 30), amount=st.integers(0, 70))
    def correct(self, which: int, amount: int) -> None:
        found = list(Decision.objects.select_related("case", "kind", "member").order_by("pk"))
        one = found[which % len(found)]
        with suppress(OverLimit, NotMore, NoMandate):
            correct(actor=one.member, decision=one, amount=amount, reason="x")

    @precondition(lambda self: Decision.objects.exists())
    @rule()
    def undo(self) -> None:
        latest = Decision.objects.select_related("case", "kind", "member").latest("pk")
        undo(actor=latest.member, decision=latest)

    @rule(who=st.integers(0, 1), where=st.integers(0, 1), amount=st.integers(1, 200), grant=st.booleans())
    def ask(self, who: int, where: int, amount: int, grant: bool) -> None:
        with suppress(AlreadyAsked):
            asked = ask(actor=self.people[who], case=self.cases[where], kind=self.refund, amount=amount, why="x")
            answer_request(actor=self.lead, request=asked, grant=grant)
            self.granted += grant

    @rule(where=st.integers(0, 1))
    def end_meeting(self, where: int) -> None:
        end(actor=self.people[0], case=self.cases[where], outcome="promised")

    @invariant()
    def no_limit_is_passed(self) -> None:
        """A granted request may pass the limits of the meeting and the customer; a person's own never."""
        if not hasattr(self, "granted"):
            return
        for (what, _whose), amount in given().items():
            if what == "member" or not self.granted:
                assert amount <= getattr(self.mandate, dict(LIMITS)[what])


@pytest.mark.django_db
def test_no_order_of_decisions_passes_a_limit(
    grants: Grants, owner: Member, colleague: Member, lead: Member, case: Case, says: Says, refund: Kind
) -> None:
    other = says("Lamppu on rikki.", "pekka@posti.example", subject="Lamppu").case
    mandate = grants(owner.role, 60, per_customer=100, per_person=100)

    class Here(Deciding):
        pass

    Here.people, Here.cases, Here.lead, Here.refund, Here.mandate = (
        (owner, colleague),
        (case, other),
        lead,
        refund,
        mandate,
    )
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Here,
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


Act = Callable[[], object]


def together(*acts: Act) -> list[str]:
    """Do all at the same moment; what each came to: ``done``, or the code of the refusal."""
    start = Barrier(len(acts))

    def do(act: Act) -> str:
        try:
            start.wait(timeout=20)
            act()
        except KohtaamoError as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as hands:
        return sorted(hands.map(do, acts))


@pytest.mark.django_db(transaction=True)
def test_eight_decisions_at_once_in_one_case_pass_no_limit_of_the_meeting(
    decides: Decides, grants: Grants, owner: Member, colleague: Member
) -> None:
    grants(owner.role, 60)
    told = together(*[lambda who=who: decides(20, actor=who) for who in (owner, colleague) * 4])
    assert (told.count("done"), told.count("over_limit")) == (3, 5)
    assert sum(Decision.objects.values_list("amount_now", flat=True)) == 6000


@pytest.mark.django_db(transaction=True)
def test_one_persons_decisions_at_once_for_many_customers_pass_no_limit_of_the_person(
    decides: Decides, grants: Grants, owner: Member, says: Says
) -> None:
    grants(owner, 60, per_person=100)
    cases = [says("Rikki.", f"a{n}@posti.example", subject=f"Asia {n}").case for n in range(6)]
    told = together(*[lambda case=case: decides(30, case=case) for case in cases])
    assert (told.count("done"), told.count("over_limit")) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_many_peoples_decisions_at_once_for_one_customer_in_many_cases_pass_no_limit_of_the_customer(
    decides: Decides, grants: Grants, owner: Member, colleague: Member, says: Says
) -> None:
    grants(owner.role, 60, per_customer=70)
    cases = [says("Rikki.", subject=f"Asia {n}", header_id=f"{n}@x").case for n in range(6)]
    assert len({case.pk for case in cases}) == 6
    people = (owner, colleague) * 3
    acts = [
        lambda case=case, who=who: decides(30, case=case, actor=who) for case, who in zip(cases, people, strict=True)
    ]
    told = together(*acts)
    assert (told.count("done"), told.count("over_limit")) == (2, 4)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_decides_once(decides: Decides, grants: Grants, owner: Member) -> None:
    grants(owner, 60)
    told = together(*[lambda: decides(10, once="a", words="Hyvitämme 10 €.")] * 6)
    assert (told, Decision.objects.count()) == (["done"] * 6, 1)


@pytest.mark.django_db(transaction=True)
def test_a_request_answered_by_two_at_once_is_answered_once(
    owner: Member, lead: Member, administrator: Member, case: Case, refund: Kind
) -> None:
    asked = ask(actor=owner, case=case, kind=refund, amount=9000, why="x")
    told = together(
        lambda: answer_request(actor=lead, request=asked, grant=True),
        lambda: answer_request(actor=administrator, request=asked, grant=False),
    )
    asked.refresh_from_db()
    assert told == ["already_answered", "done"]
    assert Decision.objects.count() == (asked.state == "granted")


@pytest.mark.django_db(transaction=True)
def test_a_correction_upwards_and_a_decision_at_once_pass_no_limit(
    decides: Decides, grants: Grants, owner: Member, colleague: Member
) -> None:
    grants(owner.role, 60)
    made = decides(20)
    together(lambda: correct(actor=owner, decision=made, amount=6000, reason="x"), lambda: decides(40, actor=colleague))
    assert sum(Decision.objects.values_list("amount_now", flat=True)) == 6000
