"""Customers as people meet them: found, read along their path, edited, joined."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.customers.commands.edit import Details, edit, meet
from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.duplicates import read as look_for_duplicates
from kohtaamo.customers.models import ContactTime, Customer, Duplicate, Identity, Merge
from kohtaamo.encounters.findable import read as index_entries
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.accept import accept
from kohtaamo.promises.commands.hand_over import Handing, hand_over
from kohtaamo.promises.models import Handover
from kohtaamo.promises.path import LONG, path_of
from kohtaamo.promises.path_places import Wanted
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.promises.making import promised

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def other(customer: Customer) -> Customer:
    return recognise(kind="email", value="eeva.mattila@tyo.example", name="Eeva Mattila")


def queries(client: Client, address: str) -> int:
    page(client, address)
    with CaptureQueriesContext(connection) as seen:
        page(client, address)
    return len(seen)


def test_a_customer_is_found_by_name_address_and_number(as_owner: Client, lead: Member, customer: Customer) -> None:
    meet(actor=lead, details=Details(name="Sirpa Ojala"), identities=[("phone", "040 123 4567")])
    index_entries(list(Entry.objects.all()))
    for sought, name in (
        ("mattila", "Eeva Mattila"),
        ("EEVA.MATTILA@posti.example", "Eeva Mattila"),
        ("+358401234567", "Sirpa Ojala"),
    ):
        assert name in page(as_owner, "/customers/?q=" + sought.replace("+", "%2B"))
    assert "Sirpa Ojala" not in page(as_owner, "/customers/?q=Nobody")


def test_the_list_is_read_with_as_many_queries_for_many_as_for_one(as_owner: Client, customer: Customer) -> None:
    one = queries(as_owner, "/customers/")
    for number in range(60):
        recognise(kind="email", value=f"n{number}@posti.example", name=f"Nimi {number}")
    assert queries(as_owner, "/customers/") == one


def test_the_path_shows_encounters_and_promises_newest_first(
    as_owner: Client, case: Case, customer: Customer, owner: Member
) -> None:
    promised(case, owner)
    shown = page(as_owner, f"/customers/{customer.pk}/")
    assert "Sänky ei tullut perjantaina." in shown
    assert "Sänky toimitetaan" in shown
    assert f'href="/cases/{case.pk}/"' in shown


def test_the_chain_of_hand_overs_stands_on_the_path_with_what_went_along(
    as_owner: Client, case: Case, customer: Customer, owner: Member, colleague: Member, outsider: Member
) -> None:
    handing = Handing(team=case.team, member=colleague, asked="Missä sänky on?", tried="Soitin kuljetukseen.")
    accept(actor=colleague, handover=hand_over(actor=owner, case=case, handing=handing))
    shown = page(as_owner, f"/customers/{customer.pk}/")
    assert "Missä sänky on?" in shown
    assert "Soitin kuljetukseen." in shown
    assert "Noora Kivelä → Sami Lahti" in shown
    assert [step.handover for step in path_of(outsider, customer, Wanted()) if step.handover] == []
    assert [step.handover for step in path_of(owner, customer, Wanted(channel="mail")) if step.handover] == []


def test_a_hand_over_goes_along_when_customers_are_joined_and_parted(
    case: Case, customer: Customer, other: Customer, owner: Member, lead: Member, colleague: Member
) -> None:
    handed = hand_over(actor=owner, case=case, handing=Handing(team=case.team, member=colleague, asked="Missä sänky?"))
    joined = merge(actor=lead, winner=other, loser=customer)
    assert [step.handover for step in path_of(owner, other, Wanted()) if step.handover] == [handed]
    unmerge(actor=lead, merge=joined)
    assert [step.handover for step in path_of(owner, customer, Wanted()) if step.handover] == [handed]
    assert [step.handover for step in path_of(owner, other, Wanted()) if step.handover] == []


def test_a_decision_stands_on_the_path_for_those_who_decide_only(
    as_owner: Client, case: Case, customer: Customer, owner: Member
) -> None:
    refund = Kind.objects.get(code="refund")
    Decision.objects.create(
        kind=refund, member=owner, case=case, encounter=case.encounters.get(), customer=customer,
        touchpoint=case.touchpoint, amount=3000, amount_now=3000, reason="myöhässä", at=now(),
    )  # fmt: skip
    assert "30\u00a0€" in page(as_owner, f"/customers/{customer.pk}/")
    owner.role.rights = ["cases.answer"]
    owner.role.save()
    assert "30\u00a0€" not in page(as_owner, f"/customers/{customer.pk}/")


def test_an_outsider_sees_who_it_is_but_not_the_matters(as_outsider: Client, case: Case, customer: Customer) -> None:
    shown = page(as_outsider, f"/customers/{customer.pk}/")
    assert "eeva.mattila@posti.example" in shown
    assert "Sänky" not in shown
    assert f"/cases/{case.pk}/" not in shown


def test_a_case_for_another_stands_on_both_paths(
    says: Says, owner: Member, case: Case, customer: Customer, other: Customer
) -> None:
    Case.objects.filter(pk=case.pk).update(for_customer=other)
    for whose, whom, expected in (
        (customer, "", 1), (customer, "self", 0), (customer, "others", 1), (customer, "by_others", 0),
        (other, "", 1), (other, "self", 0), (other, "by_others", 1),
    ):  # fmt: skip
        steps = [s for s in path_of(owner, whose, Wanted(whom=whom)) if s.encounter]
        assert len(steps) == expected, (whose, whom)


def test_an_organisation_has_the_path_of_all_its_people(
    as_owner: Client, lead: Member, owner: Member, case: Case, customer: Customer
) -> None:
    house = meet(actor=lead, details=Details(name="Taloyhtiö Mäntyrinne", kind="organisation"))
    edit(actor=lead, customer=customer, details=Details(name="Eeva Mattila", organisation=house))
    assert [step.encounter for step in path_of(owner, house, Wanted()) if step.encounter] == [case.encounters.get()]
    shown = page(as_owner, f"/customers/{house.pk}/")
    assert f'href="/customers/{customer.pk}/"' in shown


def _fill(case: Case, count: int) -> None:
    at = now()
    Encounter.objects.bulk_create(
        Encounter(
            case=case, customer=case.customer, touchpoint=case.touchpoint, channel="phone", state="ended",
            arrived_at=at - timedelta(minutes=number // 3),
        )
        for number in range(count)
    )  # fmt: skip
    for number in range(count):
        promised(case, made_at=at - timedelta(minutes=number))
    Handover.objects.bulk_create(
        Handover(
            case=case, customer=case.customer, from_member=case.owner or Member.objects.all()[0], from_team=case.team,
            to_team=case.team, asked="?", state="returned", offered_at=at - timedelta(minutes=number), answer_by=at,
        )
        for number in range(count)
    )  # fmt: skip


def test_a_long_path_is_read_leaf_by_leaf_without_a_gap(
    as_owner: Client, owner: Member, case: Case, customer: Customer
) -> None:
    _fill(case, 70)
    read: list[tuple[object, int, int]] = []
    place = None
    while True:
        steps = path_of(owner, customer, Wanted(), before=place)
        read += [step.place for step in steps[:LONG]]
        if len(steps) <= LONG:
            break
        place = steps[LONG - 1].place
    assert (
        len(read) == len(set(read)) == Encounter.objects.count() + customer.promises.count() + Handover.objects.count()
    )
    assert read == sorted(read, reverse=True)
    assert 'rel="next"' in page(as_owner, f"/customers/{customer.pk}/")


def test_the_path_asks_as_much_for_one_step_as_for_a_hundred(as_owner: Client, case: Case, customer: Customer) -> None:
    one = queries(as_owner, f"/customers/{customer.pk}/")
    _fill(case, 60)
    assert queries(as_owner, f"/customers/{customer.pk}/") == one


def test_the_path_narrows_by_channel_and_bears_nonsense(as_owner: Client, case: Case, customer: Customer) -> None:
    _fill(case, 2)
    shown = page(as_owner, f"/customers/{customer.pk}/?channel=mail")
    assert "Sänky ei tullut perjantaina." in shown
    for nonsense in ("channel=x", "whom=x", "after=x", "after=1-2", "after=" + "9" * 18 + "-1-1"):
        page(as_owner, f"/customers/{customer.pk}/?{nonsense}")


def test_the_words_of_a_customer_are_never_run_in_the_page(as_owner: Client, says: Says) -> None:
    case = says(
        "<script>alert(1)</script>", subject="<b>x</b>", sender="paha@posti.example", sender_name="<i>n</i>"
    ).case
    shown = page(as_owner, f"/customers/{case.customer_id}/")
    assert "<script>alert" not in shown
    assert "<b>x</b>" not in shown


def test_details_are_changed_and_a_new_organisation_is_chosen(as_owner: Client, customer: Customer) -> None:
    said = {
        "kind": "person",
        "name": "Eeva Mattila",
        "organisation": "Taloyhtiö Mäntyrinne",
        "way": "phone",
        "language": "fi",
    }
    response = as_owner.post(f"/customers/{customer.pk}/details/", said)
    assert response.status_code == 422
    assert 'value="new"' in response.content.decode()
    assert as_owner.post(f"/customers/{customer.pk}/details/", said | {"chosen": "new"}).status_code == 302
    customer.refresh_from_db()
    assert str(customer.organisation) == "Taloyhtiö Mäntyrinne"
    assert as_owner.post(f"/customers/{customer.pk}/details/", said).status_code == 302
    assert Customer.objects.filter(kind="organisation").count() == 1


def test_an_address_of_another_is_refused_with_their_name_and_a_way_to_join(
    as_lead: Client, customer: Customer, other: Customer
) -> None:
    said = {"kind": "email", "text": "eeva.mattila@tyo.example"}
    response = as_lead.post(f"/customers/{customer.pk}/identities/", said)
    assert response.status_code == 422
    assert f"/customers/{customer.pk}/merge/{other.pk}/" in response.content.decode()
    assert Identity.objects.get(value="eeva.mattila@tyo.example").customer == other


def test_identities_are_added_verified_and_removed(as_owner: Client, customer: Customer) -> None:
    base = f"/customers/{customer.pk}/identities/"
    assert as_owner.post(base, {"kind": "phone", "text": "040 123 4567"}).status_code == 302
    phone = customer.identities.get(kind="phone")
    as_owner.post(f"{base}{phone.pk}/verification/", {"verified": "yes"})
    assert customer.identities.get(kind="phone").verified_at is not None
    as_owner.post(f"{base}{phone.pk}/removal/")
    assert not customer.identities.filter(kind="phone").exists()
    broken = as_owner.post(base, {"kind": "phone", "text": "puhelin"})
    assert broken.status_code == 422
    assert "puhelin" in broken.content.decode()


def test_times_are_written_and_a_backward_one_is_told(as_owner: Client, customer: Customer) -> None:
    base = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    good = base | {"form-0-weekday": "0", "form-0-starts": "09:00", "form-0-ends": "12:00"}
    assert as_owner.post(f"/customers/{customer.pk}/contact-times/", good).status_code == 302
    assert ContactTime.objects.get().weekday == 0
    for wrong in ({"form-0-ends": "08:00"}, {"form-0-ends": ""}, {"form-0-starts": "x"}):
        assert as_owner.post(f"/customers/{customer.pk}/contact-times/", good | wrong).status_code == 422
    assert ContactTime.objects.count() == 1


def test_a_new_customer_is_written_down_unless_the_address_is_known(as_owner: Client, customer: Customer) -> None:
    said = {"kind": "person", "name": "Uusi Ihminen", "email": "uusi@posti.example", "phone": ""}
    assert as_owner.post("/customers/new/", said).status_code == 302
    known = as_owner.post("/customers/new/", said | {"email": "EEVA.mattila@posti.example"})
    assert known.status_code == 422
    assert f'href="/customers/{customer.pk}/"' in known.content.decode()
    assert Customer.objects.filter(name="Uusi Ihminen").count() == 1


def test_joining_is_confirmed_leads_on_and_is_parted_again(
    as_lead: Client, case: Case, customer: Customer, other: Customer
) -> None:
    address = f"/customers/{other.pk}/merge/{customer.pk}/"
    assert "eeva.mattila@posti.example" in page(as_lead, address)
    assert as_lead.post(address).status_code == 302
    response = as_lead.get(f"/customers/{customer.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/customers/{other.pk}/")
    shown = page(as_lead, f"/customers/{other.pk}/")
    joined = Merge.objects.get()
    assert f"/merges/{joined.pk}/undoing/" in shown
    assert as_lead.post(f"/customers/{other.pk}/merges/{joined.pk}/undoing/").status_code == 302
    assert Case.objects.get(pk=case.pk).customer == customer


def test_pairs_are_shown_side_by_side_and_dismissed(as_lead: Client, customer: Customer, other: Customer) -> None:
    look_for_duplicates(list(Entry.objects.all()))
    shown = page(as_lead, "/customers/duplicates/")
    assert "tyo.example" in shown
    assert as_lead.post(f"/customers/duplicates/{Duplicate.objects.get().pk}/dismissal/").status_code == 302
    assert "tyo.example" not in page(as_lead, "/customers/duplicates/")


def test_joining_and_parting_need_the_right(
    as_owner: Client, lead: Member, customer: Customer, other: Customer
) -> None:
    assert as_owner.post(f"/customers/{other.pk}/merge/{customer.pk}/").status_code == 403
    assert as_owner.get("/customers/duplicates/").status_code == 403
    joined = merge(actor=lead, winner=customer, loser=other)
    assert as_owner.post(f"/customers/{customer.pk}/merges/{joined.pk}/undoing/").status_code == 403
    assert Merge.objects.get().undone_at is None


@pytest.mark.parametrize("part", ["details/", "identities/", "contact-times/", "blocking/"])
def test_editing_needs_the_right(as_owner: Client, owner: Member, customer: Customer, part: str) -> None:
    owner.role.rights = ["cases.answer"]
    owner.role.save()
    assert as_owner.post(f"/customers/{customer.pk}/{part}").status_code == 403


def test_keeping_mails_apart_is_a_toggle(as_owner: Client, customer: Customer) -> None:
    for said, expected in (("yes", True), ("no", False)):
        as_owner.post(f"/customers/{customer.pk}/blocking/", {"blocked": said})
        customer.refresh_from_db()
        assert customer.is_blocked is expected


def test_nobody_is_a_clear_answer(as_owner: Client, anonymous: Client) -> None:
    page(as_owner, "/customers/999999/", status=404)
    assert anonymous.get("/customers/").status_code == 302
