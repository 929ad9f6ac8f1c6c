"""Users of other desks: two cases of one matter could not be joined, or the wrong people were joined for good."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.customers.models import Customer, Duplicate, Merge
from kohtaamo.encounters.models import Case
from kohtaamo.work.models import Joining
from tests.channels.mail.conftest import TakesIn
from tests.complaints.conftest import again, read_journal

pytestmark = pytest.mark.django_db
MATTI = "Matti Virtanen <matti@a.example>"
OTHER_MATTI = "Matti Virtanen <matti@b.example>"


@pytest.fixture
def second(case: Case, takes_in: TakesIn) -> Case:
    """The same customer wrote of the same thing again, in a new mail."""
    return takes_in("Unohdin sanoa tilausnumeron: 4711.", Subject="Tilaus", Message_ID="<t@x>").message.case


def test_two_cases_are_joined_and_a_later_answer_to_either_comes_to_the_one(
    as_owner: Client, case: Case, second: Case, takes_in: TakesIn
) -> None:
    assert as_owner.post(f"/cases/{second.pk}/joining/", {"chosen": str(case.pk)}).status_code == 302
    page = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert ("4711" in page, "Sänky ei tullut perjantaina." in page) == (True, True)
    assert as_owner.get("/cases/").content.decode().count(f'href="/cases/{second.pk}/"') == 0
    late = takes_in("Vielä yksi asia", To=f"palvelu+{second.key}@tupa.example", Message_ID="<l@x>")
    assert late.message.case == case


def test_joined_by_mistake_they_are_two_again(as_owner: Client, case: Case, second: Case) -> None:
    as_owner.post(f"/cases/{second.pk}/joining/", {"chosen": str(case.pk)})
    as_owner.post(f"/cases/{case.pk}/joinings/{Joining.objects.get().pk}/parting/")
    assert (again(second).merged_into, again(second).state, second.messages.count()) == (None, "us", 1)


def test_people_of_one_name_are_never_joined_without_a_person(takes_in: TakesIn) -> None:
    first = takes_in("Sänky", From=MATTI, Message_ID="<1@a>").message.case.customer
    second = takes_in("Lamppu", From=OTHER_MATTI, Message_ID="<1@b>").message.case.customer
    read_journal()
    assert (first.pk == second.pk, Merge.objects.count()) == (False, 0)


def test_people_joined_by_mistake_are_parted_with_what_each_had(takes_in: TakesIn, as_lead: Client) -> None:
    sofa = takes_in("Sänky", From=MATTI, Message_ID="<1@a>").message.case
    lamp = takes_in("Lamppu", From=OTHER_MATTI, Message_ID="<1@b>").message.case
    assert as_lead.post(f"/customers/{sofa.customer_id}/merge/{lamp.customer_id}/").status_code == 302
    assert again(lamp).customer_id == sofa.customer_id
    place = f"/customers/{sofa.customer_id}/merges/{Merge.objects.get().pk}/undoing/"
    assert as_lead.post(place).status_code == 302
    assert (again(lamp).customer, again(sofa).customer) == (lamp.customer, sofa.customer)
    assert takes_in("Uusi", From=OTHER_MATTI, Message_ID="<2@b>").message.case.customer == lamp.customer


def test_a_pair_said_to_be_two_is_not_suggested_again(takes_in: TakesIn, as_lead: Client) -> None:
    for number, address in enumerate(("eeva@koti.example", "eeva@tyo.example")):
        one = takes_in(f"Asia {number}", From=f"Eeva Mattila <{address}>", Message_ID=f"<{number}@e>").message.case
        Customer.objects.filter(pk=one.customer_id).update(name="Eeva Mattila")
    read_journal()
    for pair in Duplicate.objects.all():
        as_lead.post(f"/customers/duplicates/{pair.pk}/dismissal/")
    read_journal()
    assert Duplicate.objects.filter(dismissed_at__isnull=True).count() == 0
