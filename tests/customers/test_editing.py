"""Who a customer is: written down by a person, never taken from another."""

from __future__ import annotations

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.customers.choices import IdentityKind, Kind
from kohtaamo.customers.commands.edit import Details, block, edit, meet
from kohtaamo.customers.commands.identity import add_identity, remove_identity, verify_identity
from kohtaamo.customers.commands.merge import merge
from kohtaamo.customers.commands.preference import Suits, set_contact_times
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.errors import AlreadyMerged, HasPeople, IdentityTaken, NotAnOrganisation
from kohtaamo.customers.identities import normal_form
from kohtaamo.customers.models import ContactTime, Customer, Identity
from kohtaamo.customers.queries import by_identity, by_ids, customer_for, newest_customers
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


def test_an_address_of_another_is_never_taken(lead: Member, customer: Customer) -> None:
    other = recognise(kind=IdentityKind.EMAIL, value="muu@posti.example", name="Muu Ihminen")
    with pytest.raises(IdentityTaken) as refused:
        add_identity(actor=lead, customer=other, kind=IdentityKind.EMAIL, text=" EEVA.Mattila@posti.example ")
    assert refused.value.customer == customer.pk
    assert Identity.objects.get(value="eeva.mattila@posti.example").customer == customer


def test_the_same_address_again_is_the_same_row(lead: Member, customer: Customer) -> None:
    first = add_identity(actor=lead, customer=customer, kind=IdentityKind.PHONE, text="040 123 4567")
    again = add_identity(actor=lead, customer=customer, kind=IdentityKind.PHONE, text="+358401234567")
    assert first == again
    assert Entry.objects.filter(kind="customer.identity_added").count() == 1


def test_making_sure_clears_the_failed_mark(lead: Member, customer: Customer) -> None:
    identity = customer.identities.get()
    Identity.objects.filter(pk=identity.pk).update(failed_at=now())
    sure = verify_identity(actor=lead, customer=customer, identity_id=identity.pk, is_verified=True)
    assert (sure.failed_at, sure.verified_by) == (None, lead)
    unsure = verify_identity(actor=lead, customer=customer, identity_id=identity.pk, is_verified=False)
    assert (unsure.verified_at, unsure.verified_by) == (None, None)


def test_an_address_of_another_cannot_be_removed_through_this_one(lead: Member, customer: Customer) -> None:
    other = recognise(kind=IdentityKind.EMAIL, value="muu@posti.example")
    with pytest.raises(NotFound):
        remove_identity(actor=lead, customer=customer, identity_id=other.identities.get().pk)
    remove_identity(actor=lead, customer=customer, identity_id=customer.identities.get().pk)
    assert not customer.identities.exists()


def test_a_new_customer_is_made_whole_or_not_at_all(lead: Member, customer: Customer) -> None:
    before = Customer.objects.count()
    details = Details(name="Uusi Ihminen", new_organisation="Uusi Yritys Oy")
    with pytest.raises(IdentityTaken):
        meet(
            actor=lead, details=details, identities=[("phone", "040 765 4321"), ("email", "eeva.mattila@posti.example")]
        )
    assert Customer.objects.count() == before
    assert not Identity.objects.filter(kind="phone").exists()
    made = meet(actor=lead, details=details, identities=[("phone", "040 765 4321")])
    assert made.organisation is not None
    assert (made.organisation.name, made.organisation.kind) == ("Uusi Yritys Oy", Kind.ORGANISATION)


def test_changes_name_their_fields_in_the_journal_but_not_their_content(lead: Member, customer: Customer) -> None:
    edit(actor=lead, customer=customer, details=Details(name="Eeva Mattila", language="fi", wishes="Salaisuus"))
    entry = Entry.objects.get(kind="customer.changed")
    assert entry.data == {"changed": ["wishes"]}
    edit(actor=lead, customer=customer, details=Details(name="Eeva Mattila", language="fi", wishes="Salaisuus "))
    assert Entry.objects.filter(kind="customer.changed").count() == 1


def test_an_organisation_must_be_one_and_not_oneself(lead: Member, customer: Customer) -> None:
    for wrong in (customer, recognise(kind=IdentityKind.EMAIL, value="muu@posti.example")):
        with pytest.raises(NotAnOrganisation):
            edit(actor=lead, customer=customer, details=Details(name="Eeva", organisation=wrong))
    house = meet(actor=lead, details=Details(name="Taloyhtiö", kind=Kind.ORGANISATION))
    edit(actor=lead, customer=customer, details=Details(name="Eeva", organisation=house))
    with pytest.raises(HasPeople):
        edit(actor=lead, customer=house, details=Details(name="Taloyhtiö"))


def test_keeping_apart_is_written_once_and_undone(lead: Member, customer: Customer) -> None:
    for is_blocked in (True, True, False):
        block(actor=lead, customer=customer, is_blocked=is_blocked)
    kinds = list(Entry.objects.filter(kind__contains="blocked").order_by("id").values_list("kind", flat=True))
    assert kinds == ["customer.blocked", "customer.unblocked"]


def test_times_that_stay_the_same_keep_their_row(lead: Member, customer: Customer) -> None:
    monday, daily = Suits(0, time(9), time(12)), Suits(None, time(16), time(18))
    set_contact_times(actor=lead, customer=customer, times=[monday, daily])
    kept = ContactTime.objects.get(weekday=0)
    set_contact_times(actor=lead, customer=customer, times=[monday])
    assert ContactTime.objects.get() == kept
    with pytest.raises(Invalid):
        set_contact_times(actor=lead, customer=customer, times=[Suits(1, time(12), time(12))])


def test_without_the_right_nothing_is_changed(outsider: Member, customer: Customer) -> None:
    outsider.role.rights = []
    with pytest.raises(NotAllowed):
        edit(actor=outsider, customer=customer, details=Details(name="X"))
    with pytest.raises(NotAllowed):
        add_identity(actor=outsider, customer=customer, kind="phone", text="040 123 4567")
    with pytest.raises(NotAllowed):
        block(actor=outsider, customer=customer, is_blocked=True)
    with pytest.raises(NotAllowed):
        set_contact_times(actor=outsider, customer=customer, times=[])


def test_one_who_lives_on_as_another_is_found_as_that_other_but_not_edited(lead: Member, customer: Customer) -> None:
    first = recognise(kind=IdentityKind.EMAIL, value="a@posti.example", name="Aa")
    second = recognise(kind=IdentityKind.EMAIL, value="b@posti.example", name="Bb")
    merge(actor=lead, winner=first, loser=customer)
    merge(actor=lead, winner=second, loser=first)
    assert customer_for(lead, customer.pk) == second
    assert by_ids(lead, [customer.pk, first.pk, second.pk]) == [second]
    assert by_identity(lead, "EEVA.mattila@posti.example") == [second]
    with pytest.raises(AlreadyMerged):
        edit(actor=lead, customer=customer, details=Details(name="X"))


def test_the_newest_are_read_leaf_by_leaf_without_a_gap(lead: Member) -> None:
    at = now()
    made = [Customer.objects.create(name=str(number), created_at=at) for number in range(7)]
    read: list[Customer] = []
    place = None
    while leaf := newest_customers(lead, before=place, most=3):
        read += leaf
        place = (leaf[-1].created_at, leaf[-1].pk)
    assert read == made[::-1]


@given(text=st.text(max_size=40), kind=st.sampled_from(IdentityKind.values))
def test_any_text_is_an_identity_or_refused_in_words(text: str, kind: str) -> None:
    with suppress(Invalid):
        value = normal_form(kind, text)
        assert value
        assert normal_form(kind, value) == value
