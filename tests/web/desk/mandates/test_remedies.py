"""Where a decision is carried out, as people see it: in the case, on Today, on the pages; and only those who may."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.fulfil import set_fulfilled
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind, Remedy
from kohtaamo.platform.time import now
from kohtaamo.staff.commands.connections import Wish, make_connection
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def remedy(case: Case, owner: Member, administrator: Member) -> Remedy:
    """The owner has the case and has decided a refund that the shop carries out."""
    refund = Kind.objects.get(code="refund")
    Case.objects.filter(pk=case.pk).update(owner=owner)
    shop, _secret = make_connection(actor=administrator, wish=Wish("Verkkokauppa", "https://shop.example/"))
    set_fulfilled(actor=administrator, connection=shop, kinds=[refund], answer_minutes=30)
    grant(actor=administrator, kind=refund, to=owner, limits=Limits(6000))
    decide(actor=owner, case=Case.objects.get(pk=case.pk), kind=refund, amount=3000, reason="Myöhässä")
    return Remedy.objects.get()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_case_shows_where_it_stands(as_owner: Client, remedy: Remedy, case: Case) -> None:
    assert "Verkkokauppa tekee tätä" in page(as_owner, f"/cases/{case.pk}/")
    Remedy.objects.update(delayed_at=now())
    shown = page(as_owner, f"/cases/{case.pk}/")
    assert ("Verkkokauppa ei vastaa" in shown, f"/remedies/{remedy.pk}/again/" in shown) == (True, True)


def test_what_failed_is_on_today_of_the_one_who_has_the_case_alone(
    as_owner: Client, as_colleague: Client, as_outsider: Client, remedy: Remedy
) -> None:
    Remedy.objects.update(state=RemedyState.FAILED, settled_at=now(), reason="kortti on suljettu")
    assert [("kortti on suljettu" in page(each, "/")) for each in (as_owner, as_colleague, as_outsider)] == [
        True, False, False,
    ]  # fmt: skip
    assert "kortti on suljettu" in page(as_owner, "/remedies/line/")


def test_it_is_marked_as_done_by_hand_with_a_word(as_owner: Client, remedy: Remedy) -> None:
    address = f"/remedies/{remedy.pk}/"
    assert as_owner.post(f"{address}done/", {"reason": "", "next": address})["Location"] == address
    as_owner.post(f"{address}done/", {"reason": "Maksoin kassasta"})
    remedy.refresh_from_db()
    assert remedy.state == RemedyState.DONE
    assert "Maksoin kassasta" in page(as_owner, address)


def test_it_is_sent_again_within_the_case(as_owner: Client, remedy: Remedy, case: Case) -> None:
    Remedy.objects.update(state=RemedyState.FAILED, settled_at=now(), reason="x")
    answer = as_owner.post(f"/remedies/{remedy.pk}/again/", headers={"HX-Request": "true"})
    assert (answer.status_code, "Verkkokauppa tekee tätä" in answer.content.decode()) == (200, True)
    assert as_owner.post(f"/remedies/{remedy.pk}/again/")["Location"] == f"/cases/{case.pk}/"


def test_the_pages_show_it_by_state(as_owner: Client, as_lead: Client, remedy: Remedy) -> None:
    assert "Eeva Mattila" in page(as_owner, "/remedies/?state=waiting")
    assert "Eeva Mattila" not in page(as_owner, "/remedies/?state=done")
    assert "Eeva Mattila" in page(as_lead, "/remedies/")
    assert "/remedies/" in page(as_owner, "/decisions/")


def test_an_outsider_finds_nothing(as_outsider: Client, remedy: Remedy) -> None:
    assert "Eeva" not in page(as_outsider, "/remedies/")
    address = f"/remedies/{remedy.pk}/"
    answers = [as_outsider.get(address), as_outsider.post(f"{address}done/", {"reason": "x"})]
    answers.append(as_outsider.post(f"{address}again/"))
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_one_who_may_not_see_amounts_sees_no_remedies(as_colleague: Client, colleague: Member, remedy: Remedy) -> None:
    colleague.role.rights = ["cases.answer"]
    colleague.role.save()
    assert as_colleague.get("/remedies/").status_code == 403
    assert as_colleague.get(f"/remedies/{remedy.pk}/").status_code == 404


def test_the_operations_page_tells_of_it_without_amounts(as_administrator: Client, remedy: Remedy) -> None:
    Remedy.objects.update(late_at=now())
    shown = page(as_administrator, "/operations/")
    assert ("Verkkokauppa ei ole kertonut" in shown, "30 €" in shown) == (True, False)
