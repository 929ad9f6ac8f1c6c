"""Errors said kindly: what happened, what was written is not lost, and nobody is led to the wrong door."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.web.errors import written

pytestmark = pytest.mark.django_db
TEXT = "Sänky tuli, mutta jalka puuttuu."


@pytest.fixture
def strict(owner: Member) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    return client


def test_a_page_open_for_too_long_says_so_and_gives_the_text_back(strict: Client, case: Case) -> None:
    here = f"http://testserver/cases/{case.pk}/"
    answer = strict.post(f"/cases/{case.pk}/notes/", {"text": TEXT}, headers={"referer": here})
    page = answer.content.decode()
    assert (answer.status_code, page.count(TEXT), f'href="{here}"' in page) == (403, 1, True)


def test_the_way_back_of_a_form_from_elsewhere_is_not_believed(strict: Client, case: Case) -> None:
    there = "https://muualla.example/lomake"
    page = strict.post(f"/cases/{case.pk}/notes/", {"text": TEXT}, headers={"referer": there}).content.decode()
    assert "muualla.example" not in page


def test_on_the_customers_own_page_it_leads_back_there_in_their_language(case: Case) -> None:
    Customer.objects.filter(pk=case.customer_id).update(language="sv")
    address = f"/p/{link_token(own_page_of(case, case.customer))}/"
    answer = Client(enforce_csrf_checks=True).post(f"{address}messages/", {"text": TEXT})
    page = answer.content.decode()
    assert (answer.status_code, TEXT in page, f'href="{address}"' in page, 'href="/"' in page) == (
        403,
        True,
        True,
        False,
    )


@pytest.mark.parametrize("address", ["/p/", "/p/roska/", "/p/roska/ei/mitään/"])
def test_a_customer_who_went_astray_is_not_led_to_the_staffs_door(anonymous: Client, address: str) -> None:
    answer = anonymous.get(address)
    page = answer.content.decode()
    assert (answer.status_code, 'href="/"' in page, "/accounts/" in page) == (404, False, False)


def test_a_stranger_is_told_whose_door_it_is(anonymous: Client) -> None:
    page = anonymous.get("/ei-mitään/", headers={"accept-language": "en"}).content.decode()
    assert "I work here: sign in" in page


def test_secrets_are_never_given_back() -> None:
    sent = {"password": "kolme sanaa tässä", "imap_secret": "neljä sanaa on tässä", "text": TEXT, "day": "9 12"}
    assert written(RequestFactory().post("/", sent)) == [TEXT]


def test_an_address_of_a_form_opened_as_a_page_leads_to_the_page(
    anonymous: Client, as_owner: Client, case: Case
) -> None:
    address = f"/p/{link_token(own_page_of(case, case.customer))}/"
    answer = anonymous.get(f"{address}messages/")
    assert (answer.status_code, answer["Allow"], f'href="{address}"' in answer.content.decode()) == (405, "POST", True)
    assert "<h1" in as_owner.get(f"/cases/{case.pk}/notes/").content.decode()


def test_what_was_written_is_given_back_to_one_whose_session_ended(anonymous: Client, case: Case) -> None:
    address = f"/cases/{case.pk}/notes/"
    whole = anonymous.post(address, {"text": TEXT})
    part = anonymous.post(address, {"text": TEXT}, headers={"HX-Request": "true"})
    assert (whole.status_code, TEXT in whole.content.decode()) == (401, True)
    assert (part.status_code, part["HX-Retarget"]) == (401, "#trouble")
    assert anonymous.post(address, {"text": ""}).status_code == 302
