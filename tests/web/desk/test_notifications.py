"""The bell, the list, one's own settings, and naming colleagues from the page."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.models import Case, Sight
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Told
from kohtaamo.serving.models import Notification, PushDevice, TellWish
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def tell(member: Member, case: Case, number: int = 1) -> Notification:
    return Notification.objects.create(member=member, kind=Told.WROTE, case=case, entry=number, at=now())


def test_the_bell_counts_and_leads_to_the_case(as_owner: Client, owner: Member, case: Case) -> None:
    told = tell(owner, case)
    assert "Eeva Mattila kirjoitti" in as_owner.get("/notifications/bell/", headers=HTMX).content.decode()
    assert as_owner.get("/notifications/bell/")["Location"] == "/notifications/"
    assert as_owner.get(f"/notifications/{told.pk}/")["Location"] == f"/cases/{case.pk}/"
    assert Notification.objects.get().seen_at is not None


def test_what_is_told_to_another_is_not_found(as_colleague: Client, owner: Member, case: Case) -> None:
    assert as_colleague.get(f"/notifications/{tell(owner, case).pk}/").status_code == 404
    as_colleague.post("/notifications/seen/")
    assert Notification.objects.get().seen_at is None


def test_one_sets_how_one_is_told(as_owner: Client, owner: Member) -> None:
    assert "checked" in as_owner.get("/me/notifications/").content.decode()
    data = {"ways_late": ["mail"], "quiet_from": "21:00", "quiet_until": "", "digest": "day"}
    assert as_owner.post("/me/notifications/", data).status_code == 302
    wish = TellWish.objects.get()
    assert (wish.ways["late"], wish.ways["wrote"], wish.quiet_until, wish.digest) == (["mail"], [], None, "day")


def test_a_browser_that_cannot_be_used_is_refused_in_words(as_owner: Client) -> None:
    answer = as_owner.post("/me/devices/", {"endpoint": "ftp://x", "p256dh": "x", "auth": "x"}, follow=True)
    assert "osoitetta" in answer.content.decode()
    assert not PushDevice.objects.exists()


def test_naming_from_the_page_offers_to_let_see(as_owner: Client, case: Case, outsider: Member) -> None:
    assert "Ulla" in as_owner.get(f"/cases/{case.pk}/nameable/?q=ul").content.decode()
    as_owner.post(f"/cases/{case.pk}/notes/", {"text": "@Ulla Ulkopuoli tietää", "kind": "note"})
    assert "Ulla Ulkopuoli mainitaan" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert as_owner.post(f"/cases/{case.pk}/sights/", {"member": outsider.pk}).status_code == 303
    assert Sight.objects.get().member == outsider
    assert as_owner.post(f"/cases/{case.pk}/sights/{outsider.pk}/removal/").status_code == 303
    assert not Sight.objects.exists()


def test_outsiders_name_nobody(as_outsider: Client, case: Case, outsider: Member) -> None:
    assert as_outsider.get(f"/cases/{case.pk}/nameable/").status_code == 404
    assert as_outsider.post(f"/cases/{case.pk}/sights/", {"member": outsider.pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 100])
def test_the_list_asks_the_database_the_same_number_of_times(
    as_owner: Client, owner: Member, case: Case, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        tell(owner, case, number)
    as_owner.get("/notifications/")
    with django_assert_num_queries(8):
        as_owner.get("/notifications/")
