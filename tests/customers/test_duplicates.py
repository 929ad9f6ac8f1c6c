"""Who may be one: a name that agrees and one thing more; a person decides."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.customers.commands.duplicate import dismiss, find_duplicates
from kohtaamo.customers.commands.edit import Details, edit, meet
from kohtaamo.customers.commands.merge import merge
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.duplicates import read
from kohtaamo.customers.likeness import box, name_forms, name_words
from kohtaamo.customers.models import Customer, Duplicate
from kohtaamo.customers.queries import open_duplicates
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


def mailer(name: str, mail: str) -> Customer:
    return recognise(kind="email", value=mail, name=name)


def reasons(customer: Customer) -> list[str]:
    return [reason for _, reason in find_duplicates(Customer.objects.get(pk=customer.pk))]


@pytest.mark.parametrize(
    ("name", "mail", "expected"),
    [
        ("Eeva Mattila", "eeva.mattila@toinen.example", ["name_box"]),
        ("Mattila Eeva", "eeva.mattila@toinen.example", ["name_box"]),
        ("MATTILA, EEVA", "eeva.mattila+lamppu@posti.example", ["name_box"]),
        ("Eeva Matila", "eeva.mattila@toinen.example", ["name_box"]),
        ("Eeva Mattila", "muu@posti.example", ["name_domain"]),
        ("Eeva Mattila", "muu@toinen.example", []),
        ("Eero Mattila", "eeva.mattila@toinen.example", []),
        ("Irma Mattila", "irma.mattila@posti.example", []),
        ("Eeva", "eeva.mattila@toinen.example", []),
        ("", "eeva.mattila@toinen.example", []),
    ],
)
def test_a_name_and_one_thing_more_make_a_pair(customer: Customer, name: str, mail: str, expected: list[str]) -> None:
    assert reasons(mailer(name, mail)) == expected


def test_a_box_that_many_share_tells_nothing(db: None) -> None:
    mailer("Anna Laine", "info@yksi.example")
    assert reasons(mailer("Anna Laine", "info@kaksi.example")) == []


def test_a_common_mail_house_tells_nothing(db: None) -> None:
    mailer("Anna Laine", "a.laine@gmail.com")
    assert reasons(mailer("Anna Laine", "annal@gmail.com")) == []


def test_the_same_number_from_another_country_form_makes_a_pair(lead: Member) -> None:
    meet(actor=lead, details=Details(name="Anna Laine"), identities=[("phone", "+358 40 123 4567")])
    second = meet(actor=lead, details=Details(name="Anna Laine"), identities=[("phone", "+46 40 123 4567")])
    assert reasons(second) == ["name_phone"]


def test_the_same_name_in_the_same_organisation_makes_a_pair(lead: Member) -> None:
    mailer("Anna Laine", "annal@yksi.example")
    house = meet(actor=lead, details=Details(name="Taloyhtiö Mäntyrinne", kind="organisation"))
    for customer in (Customer.objects.get(name="Anna Laine"), mailer("Laine Anna", "laskut@kaksi.example")):
        edited = edit(actor=lead, customer=customer, details=Details(name=customer.name, organisation=house))
    assert reasons(edited) == ["name_organisation"]


def test_the_reader_suggests_once_and_never_what_was_dismissed(lead: Member, customer: Customer) -> None:
    mailer("Eeva Mattila", "eeva.mattila@toinen.example")
    entries = list(Entry.objects.order_by("id"))
    read(entries)
    read(entries)
    pair = Duplicate.objects.get()
    assert [each.pk for each in open_duplicates(lead)] == [pair.pk]
    dismiss(actor=lead, duplicate_id=pair.pk)
    read(entries)
    assert open_duplicates(lead) == []
    assert Entry.objects.filter(kind="customer.duplicate_dismissed").count() == 1


def test_dismissing_needs_the_right_and_a_pair(owner: Member, lead: Member, customer: Customer) -> None:
    with pytest.raises(NotAllowed):
        dismiss(actor=owner, duplicate_id=1)
    with pytest.raises(NotFound):
        dismiss(actor=lead, duplicate_id=999_999)


def test_a_joined_pair_is_suggested_no_more(lead: Member, customer: Customer) -> None:
    other = mailer("Eeva Mattila", "eeva.mattila@toinen.example")
    read(list(Entry.objects.all()))
    merge(actor=lead, winner=customer, loser=other)
    read(list(Entry.objects.all()))
    assert not Duplicate.objects.exists()


def test_a_hundred_are_looked_at_with_as_many_queries_as_one(customer: Customer) -> None:
    def queries(entries: list[Entry]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(entries)
        return len(seen)

    mailer("Eeva Mattila", "eeva.mattila@toinen.example")
    one = queries(list(Entry.objects.filter(kind="customer.met").order_by("-id")[:1]))
    for number in range(60):
        mailer(f"Nimi{chr(97 + number % 26)} Suku{chr(97 + number // 26)}", f"nimi{number}x@posti.example")
    assert queries(list(Entry.objects.filter(kind="customer.met"))) <= one + 1


@given(name=st.text(max_size=30))
def test_the_forms_of_any_name_hold_the_name_and_its_words(name: str) -> None:
    words = name_words(name)
    assert words == name_words(" ".join(reversed(name.split()))) or "@" in name or not words
    assert " ".join(name.replace(",", " ").split()) in name_forms(name)


@given(local=st.text(min_size=4, max_size=12, alphabet="abcdefgh.-"), tag=st.text(max_size=5, alphabet="abc"))
def test_a_tag_does_not_change_the_box(local: str, tag: str) -> None:
    assert box(f"{local}+{tag}@posti.example") == box(f"{local}@posti.example")
