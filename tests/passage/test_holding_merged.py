"""A hold counts for all who are one customer: whichever of them it was laid on, by a rule or by hand, until they are parted."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case
from kohtaamo.passage.commands.erase import erase
from kohtaamo.passage.commands.hold import end_hold, set_hold
from kohtaamo.passage.commands.retention import begin_run, make_rule, work_on
from kohtaamo.passage.errors import OnHold
from kohtaamo.passage.keeping import preview
from kohtaamo.passage.models import Hold
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from tests.passage.test_retention import old  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(old: Case) -> Case:  # noqa: F811 - the fixture
    """A settled case of years ago, of a customer about to be joined to another."""
    return old


@pytest.fixture
def other(said: Case) -> Customer:
    return Customer.objects.create(name="Eeva M.", created_at=said.opened_at)


def is_kept_from_hand(actor: Member, customer: Customer) -> bool:
    try:
        erase(actor=actor, customer=customer, reason="Pyysi itse", all_the_same=True)
    except OnHold:
        return True
    return False


def taken(actor: Member) -> dict[str, int]:
    """How much each kind of rule would take."""
    rules = {kind: make_rule(actor=actor, taking=kind, months=24) for kind in ("files", "words", "cases", "customers")}
    counts = {kind: preview(actor, rule).count for kind, rule in rules.items()}
    for rule in rules.values():
        rule.delete()
    return counts


def test_a_hold_on_one_who_was_joined_to_another_keeps_both_by_hand_and_by_rule(
    administrator: Member, said: Case, other: Customer
) -> None:
    set_hold(actor=administrator, customer=said.customer, why="Riita")
    merge(actor=administrator, winner=other, loser=said.customer)
    assert taken(administrator) == {"files": 0, "words": 0, "cases": 0, "customers": 0}
    assert [is_kept_from_hand(administrator, each) for each in (other, said.customer)] == [True, True]
    assert Customer.objects.filter(erased_at__isnull=False).count() == 0


def test_a_hold_on_the_one_they_live_on_as_keeps_both(administrator: Member, said: Case, other: Customer) -> None:
    merge(actor=administrator, winner=other, loser=said.customer)
    assert taken(administrator) == {"files": 1, "words": 1, "cases": 1, "customers": 1}
    set_hold(actor=administrator, customer=other, why="Riita")
    assert taken(administrator) == {"files": 0, "words": 0, "cases": 0, "customers": 0}
    assert [is_kept_from_hand(administrator, each) for each in (other, said.customer)] == [True, True]


def test_a_hold_on_one_joined_twice_over_keeps_the_last(administrator: Member, said: Case, other: Customer) -> None:
    last = Customer.objects.create(name="Eeva Mattila", created_at=said.opened_at)
    set_hold(actor=administrator, customer=said.customer, why="Riita")
    merge(actor=administrator, winner=other, loser=said.customer)
    merge(actor=administrator, winner=last, loser=other)
    run = begin_run(rule=make_rule(actor=administrator, taking="customers", months=24))
    assert (run.of, work_on(run.pk)) == (0, False)
    assert [is_kept_from_hand(administrator, each) for each in (last, other, said.customer)] == [True] * 3


def test_a_hold_stays_where_it_was_laid_when_they_are_parted(
    administrator: Member, said: Case, other: Customer
) -> None:
    set_hold(actor=administrator, customer=said.customer, why="Riita")
    joined = merge(actor=administrator, winner=other, loser=said.customer)
    unmerge(actor=administrator, merge=joined)
    assert [is_kept_from_hand(administrator, each) for each in (other, said.customer)] == [False, True]


def test_a_hold_of_the_one_they_lived_on_as_laid_before_is_theirs_alone_when_they_are_parted(
    administrator: Member, said: Case, other: Customer
) -> None:
    set_hold(actor=administrator, customer=other, why="Riita")
    unmerge(actor=administrator, merge=merge(actor=administrator, winner=other, loser=said.customer))
    assert [is_kept_from_hand(administrator, each) for each in (other, said.customer)] == [True, False]


def test_a_hold_laid_while_they_were_one_stays_on_both_when_they_are_parted(
    administrator: Member, said: Case, other: Customer
) -> None:
    joined = merge(actor=administrator, winner=other, loser=said.customer)
    set_hold(actor=administrator, customer=other, why="Riita")
    unmerge(actor=administrator, merge=joined)
    unmerge(actor=administrator, merge=joined)
    assert [is_kept_from_hand(administrator, each) for each in (other, said.customer)] == [True, True]
    assert list(Hold.objects.values_list("customer", "why", "set_by").order_by("pk")) == [
        (each.pk, "Riita", administrator.pk) for each in (other, said.customer)
    ]
    assert Entry.objects.filter(kind="customer.held", customer_id=said.customer_id).count() == 1
    end_hold(actor=administrator, customer=other)
    assert [is_kept_from_hand(administrator, each) for each in (other, said.customer)] == [False, True]


def test_the_page_tells_the_hold_of_the_one_joined_and_ends_it(
    as_administrator: Client, administrator: Member, said: Case, other: Customer, mailbox: Mailbox
) -> None:
    set_hold(actor=administrator, customer=said.customer, why="Riita vireillä")
    merge(actor=administrator, winner=other, loser=said.customer)
    page = f"/customers/{other.pk}/own-data/"
    assert "Riita vireillä" in as_administrator.get(page).content.decode()
    as_administrator.post(f"/customers/{other.pk}/hold/ending/")
    assert "Riita vireillä" not in as_administrator.get(page).content.decode()
    assert is_kept_from_hand(administrator, other) is False


def test_holds_of_many_are_asked_for_in_as_many_questions_as_of_one(administrator: Member, said: Case) -> None:
    rule = make_rule(actor=administrator, taking="cases", months=24)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            preview(administrator, rule)
        return len(queries)

    def hold(number: int) -> None:
        people = Customer.objects.bulk_create(Customer(name=f"Asiakas {n}", created_at=now()) for n in range(number))
        Hold.objects.bulk_create(Hold(customer=each, why="Riita", set_at=now()) for each in people)

    hold(1)
    few = asked()
    hold(99)
    assert asked() == few
