"""Two customers become one and two again; nothing is lost on the way, either way."""

from __future__ import annotations

import threading
from datetime import time
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.customers.choices import IdentityKind, Kind
from kohtaamo.customers.commands.edit import Details, edit, meet
from kohtaamo.customers.commands.identity import add_identity
from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.errors import AlreadyMerged, OrganisationStays, PartLaterFirst
from kohtaamo.customers.models import ContactTime, Customer, Duplicate, Identity, Merge
from kohtaamo.encounters.commands.own_page import link_token, open_own_page, own_page_of
from kohtaamo.encounters.models import Case, Encounter, OwnPage
from kohtaamo.platform.errors import Invalid, NotAllowed
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.promises.making import promised

TABLES: list[tuple[Any, tuple[str, ...]]] = [
    (Customer, ("name", "kind", "language", "way", "wishes", "organisation_id", "merged_into_id", "is_blocked")),
    (Identity, ("customer_id", "kind", "value", "shown", "verified_at", "failed_at")),
    (ContactTime, ("customer_id", "weekday", "starts", "ends")),
    (Case, ("customer_id", "for_customer_id", "for_whom")),
    (Encounter, ("customer_id", "case_id")),
    (Promise, ("customer_id", "case_id")),
    (OwnPage, ("customer_id", "case_id", "nonce")),
]


def whole() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a merge may touch."""
    return {model.__name__: list(model.objects.order_by("pk").values_list("pk", *names)) for model, names in TABLES}


SIDES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(Kind.values),
        "language": st.sampled_from(["", "fi", "sv"]),
        "way": st.sampled_from(["", "phone"]),
        "wishes": st.sampled_from(["", "Soita mieluiten."]),
        "belongs": st.sampled_from(["", "third", "other"]),
        "cases": st.integers(0, 2),
        "phones": st.integers(0, 2),
        "times": st.integers(0, 2),
        "promises": st.integers(0, 1),
        "asked_for_by_other": st.booleans(),
    }
)


class World:
    """Two customers with any history, and a third."""

    def __init__(self, says: Says, sides: tuple[dict[str, Any], dict[str, Any]]) -> None:
        self.says = says
        self.third = Customer.objects.create(name="Taloyhtiö", kind=Kind.ORGANISATION, created_at=now())
        self.pair = tuple(self._customer(number, side) for number, side in enumerate(sides))
        for number, side in enumerate(sides):
            self._history(number, side)

    def _customer(self, number: int, side: dict[str, Any]) -> Customer:
        names = ("kind", "language", "way", "wishes")
        return Customer.objects.create(
            name=f"Asiakas {number}", created_at=now(), **{name: side[name] for name in names}
        )

    def _history(self, number: int, side: dict[str, Any]) -> None:
        me, other = self.pair[number], self.pair[1 - number]
        where = {"third": self.third, "other": other if other.kind == Kind.ORGANISATION else None}.get(side["belongs"])
        if me.kind == Kind.PERSON:
            Customer.objects.filter(pk=me.pk).update(organisation=where)
        for turn in range(side["phones"]):
            value = f"+35840{number}{turn}{me.pk:06d}"
            Identity.objects.create(customer=me, kind="phone", value=value, shown=value, added_at=now())
        for turn in range(side["times"]):
            ContactTime.objects.create(customer=me, weekday=turn, starts=time(9), ends=time(12))
        mail = f"a{number}.{me.pk}@posti.example"
        Identity.objects.create(customer=me, kind="email", value=mail, shown=mail, added_at=now())
        for turn in range(side["cases"]):
            case = self.says(f"Asia {turn}", sender=mail, subject=f"Asia {number} {turn}").case
            own_page_of(case, case.customer)
            if side["asked_for_by_other"]:
                Case.objects.filter(pk=case.pk).update(for_customer=other)
            for _ in range(side["promises"]):
                promised(case)


@pytest.mark.django_db
@given(winner=SIDES, loser=SIDES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parting_restores_everything_that_joining_moved(
    says: Says, lead: Member, winner: dict[str, Any], loser: dict[str, Any]
) -> None:
    first, second = World(says, (winner, loser)).pair
    before = whole()
    try:
        joined = merge(actor=lead, winner=first, loser=second)
    except OrganisationStays:
        assert (first.kind, second.kind) == (Kind.PERSON, Kind.ORGANISATION)
        assert whole() == before
        return
    for model in (Identity, ContactTime, Case, Encounter, Promise, OwnPage):
        assert not model.objects.filter(customer=second).exists()
    first.refresh_from_db()
    assert first.organisation_id != first.pk
    assert not Customer.objects.filter(organisation=second).exists()
    unmerge(actor=lead, merge=joined)
    assert whole() == before


@pytest.mark.django_db
@given(order=st.permutations([0, 1]), sides=st.tuples(SIDES, SIDES))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_joined_to_one_may_part_in_any_order(
    says: Says, lead: Member, order: list[int], sides: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    people = tuple({**side, "kind": Kind.PERSON, "belongs": ""} for side in sides)
    first, second = World(says, people).pair  # type: ignore[arg-type]
    winner = Customer.objects.create(name="Voittaja", language="fi", way="phone", wishes="On jo.", created_at=now())
    before = whole()
    merges = [merge(actor=lead, winner=winner, loser=each) for each in (first, second)]
    for place in order:
        unmerge(actor=lead, merge=merges[place])
    assert whole() == before


@pytest.fixture
def other(customer: Customer) -> Customer:
    return recognise(kind=IdentityKind.EMAIL, value="eeva@tyo.example", name="Eeva Mattila")


@pytest.mark.django_db
def test_a_chain_of_joinings_parts_from_the_last(lead: Member, customer: Customer, other: Customer, case: Case) -> None:
    last = recognise(kind=IdentityKind.EMAIL, value="e.mattila@koti.example", name="Eeva Mattila")
    before = whole()
    inner = merge(actor=lead, winner=other, loser=customer)
    outer = merge(actor=lead, winner=last, loser=other)
    with pytest.raises(PartLaterFirst):
        unmerge(actor=lead, merge=inner)
    unmerge(actor=lead, merge=outer)
    unmerge(actor=lead, merge=inner)
    assert whole() == before


@pytest.mark.django_db
def test_what_came_to_the_one_who_stayed_stays(
    says: Says, lead: Member, customer: Customer, other: Customer, case: Case
) -> None:
    joined = merge(actor=lead, winner=other, loser=customer)
    new = says("Uusi asia", sender="eeva@tyo.example", subject="Uusi").case
    phone = add_identity(actor=lead, customer=other, kind=IdentityKind.PHONE, text="040 123 4567")
    unmerge(actor=lead, merge=joined)
    phone.refresh_from_db()
    assert Case.objects.get(pk=new.pk).customer == other
    assert phone.customer == other
    assert Case.objects.get(pk=case.pk).customer == customer


@pytest.mark.django_db
def test_what_came_to_a_case_that_goes_back_goes_with_it(
    lead: Member, customer: Customer, other: Customer, case: Case
) -> None:
    joined = merge(actor=lead, winner=other, loser=customer)
    case.refresh_from_db()
    made = promised(case, lead)
    token = link_token(own_page_of(case, case.customer))
    unmerge(actor=lead, merge=joined)
    made.refresh_from_db()
    assert made.customer == customer
    assert open_own_page(token).case == case


@pytest.mark.django_db
def test_a_mail_from_the_one_who_was_joined_finds_the_one_who_stays(
    says: Says, lead: Member, customer: Customer, other: Customer, case: Case
) -> None:
    merge(actor=lead, winner=other, loser=customer)
    assert says("Vielä yksi asia", subject="Toinen asia").case.customer == other


@pytest.mark.django_db
def test_a_detail_changed_after_the_joining_is_not_taken_away(
    lead: Member, customer: Customer, other: Customer
) -> None:
    joined = merge(actor=lead, winner=other, loser=customer)
    other.refresh_from_db()
    assert other.language == "fi"
    edit(actor=lead, customer=other, details=Details(name="Eeva Mattila", language="sv"))
    unmerge(actor=lead, merge=joined)
    other.refresh_from_db()
    assert other.language == "sv"


@pytest.mark.django_db
def test_joining_twice_or_with_oneself_is_refused(lead: Member, customer: Customer, other: Customer) -> None:
    with pytest.raises(Invalid):
        merge(actor=lead, winner=customer, loser=customer)
    merge(actor=lead, winner=customer, loser=other)
    for pair in ((customer, other), (other, customer)):
        with pytest.raises(AlreadyMerged):
            merge(actor=lead, winner=pair[0], loser=pair[1])
    assert Merge.objects.count() == 1


@pytest.mark.django_db
def test_an_organisation_does_not_become_a_person(lead: Member, customer: Customer) -> None:
    house = meet(actor=lead, details=Details(name="Taloyhtiö", kind=Kind.ORGANISATION))
    with pytest.raises(OrganisationStays):
        merge(actor=lead, winner=customer, loser=house)


@pytest.mark.django_db
def test_a_person_joined_to_their_own_organisation_does_not_belong_to_themselves(
    lead: Member, customer: Customer
) -> None:
    house = meet(actor=lead, details=Details(name="Taloyhtiö", kind=Kind.ORGANISATION))
    edit(actor=lead, customer=customer, details=Details(name="Eeva", organisation=house))
    merge(actor=lead, winner=house, loser=customer)
    house.refresh_from_db()
    assert house.organisation_id is None


@pytest.mark.django_db
def test_without_the_right_nobody_joins_or_parts(
    owner: Member, lead: Member, customer: Customer, other: Customer
) -> None:
    with pytest.raises(NotAllowed):
        merge(actor=owner, winner=customer, loser=other)
    joined = merge(actor=lead, winner=customer, loser=other)
    with pytest.raises(NotAllowed):
        unmerge(actor=owner, merge=joined)


@pytest.mark.django_db
def test_parting_twice_changes_nothing_and_the_pair_is_not_suggested_again(
    lead: Member, customer: Customer, other: Customer
) -> None:
    joined = merge(actor=lead, winner=customer, loser=other)
    unmerge(actor=lead, merge=joined)
    after = whole()
    assert unmerge(actor=lead, merge=joined) == other
    assert whole() == after
    assert Duplicate.objects.get().dismissed_by == lead


@pytest.mark.django_db(transaction=True)
def test_of_two_joinings_at_once_one_wins(
    lead: Member, administrator: Member, customer: Customer, other: Customer
) -> None:
    told: list[str] = []
    start = threading.Barrier(2)

    def run(actor: Member, winner: Customer, loser: Customer) -> None:
        try:
            start.wait(5)
            merge(actor=actor, winner=winner, loser=loser)
            told.append("joined")
        except AlreadyMerged:
            told.append("refused")
        finally:
            connection.close()

    pairs = [(lead, customer, other), (administrator, other, customer)]
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(told) == ["joined", "refused"]
    assert Customer.objects.filter(merged_into__isnull=True, pk__in=[customer.pk, other.pk]).count() == 1
