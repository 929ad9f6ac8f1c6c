"""The register as people meet it: read, settled, moved and given in place, without scripts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.commands.move import move
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import KeptRate
from kohtaamo.promises.rules import wilson
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.promises.rate import percent, rate_sentence
from tests.promises.making import promised

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/promises/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_register_shows_each_promise_in_its_section(as_owner: Client, case: Case, owner: Member) -> None:
    promised(case, owner, due=timedelta(hours=-3))
    promised(case, owner, due=timedelta(minutes=5))
    promised(case, owner, due=timedelta(hours=5))
    promised(case, owner, due=timedelta(days=9))
    shown = page(as_owner)
    assert [name for name in ("late", "risk", "soon", "later") if f'id="{name}-h"' in shown] == [
        "late", "risk", "soon", "later",
    ]  # fmt: skip
    assert len(re.findall(r'id="promise-\d+"', shown)) == Promise.objects.filter(state="open").count()


def test_an_outsider_sees_no_promise_of_another_team(as_outsider: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    assert "Sänky toimitetaan" not in page(as_outsider)
    assert as_outsider.get(f"/promises/{promise.pk}/").status_code == 404
    assert as_outsider.post(f"/promises/{promise.pk}/keeping/", {"in_full": "on", "in_form": "on"}).status_code == 404
    assert Promise.objects.get(pk=promise.pk).state == "open"


def test_a_stranger_is_asked_to_sign_in(anonymous: Client) -> None:
    assert anonymous.get("/promises/").status_code == 302


def test_keeping_without_scripts_returns_to_the_list(as_owner: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    form = page(as_owner, f"/promises/{promise.pk}/keeping/?next=/promises/?whose=mine")
    assert 'name="evidence"' in form
    said = {"evidence": "soitettu", "in_full": "on", "next": "/promises/?whose=mine"}
    response = as_owner.post(f"/promises/{promise.pk}/keeping/", said)
    assert (response.status_code, response["Location"]) == (303, "/promises/?whose=mine")
    promise.refresh_from_db()
    assert (promise.state, promise.evidence, promise.in_full, promise.in_form) == ("kept", "soitettu", True, False)


def test_the_way_back_never_leads_out_of_the_house(as_owner: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    said = {"in_full": "on", "in_form": "on", "next": "//evil.example/"}
    response = as_owner.post(f"/promises/{promise.pk}/keeping/", said)
    assert response["Location"] == f"/promises/{promise.pk}/"


def test_with_scripts_only_the_form_comes(as_owner: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    response = as_owner.get(f"/promises/{promise.pk}/move/", headers={"HX-Request": "true"})
    assert b"<form" in response.content
    assert b"<html" not in response.content


def test_moving_without_consent_keeps_what_was_typed_and_says_why(as_owner: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    day = (localtime() + timedelta(days=3)).date().isoformat()
    said = {"day": day, "clock": "12:30", "reason": "asiakas matkalla"}
    response = as_owner.post(f"/promises/{promise.pk}/move/", said)
    assert response.status_code == 422
    shown = response.content.decode()
    assert "asiakas matkalla" in shown
    assert day in shown
    assert 'class="error"' in shown
    assert as_owner.post(f"/promises/{promise.pk}/move/", said | {"agreed": "on"}).status_code == 303
    promise.refresh_from_db()
    assert (localtime(promise.due_at).date().isoformat(), localtime(promise.due_at).minute) == (day, 30)


def test_moving_into_the_past_says_so_beside_the_day(as_owner: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    said = {"day": "2020-01-01", "clock": "12:00", "agreed": "on"}
    response = as_owner.post(f"/promises/{promise.pk}/move/", said)
    assert response.status_code == 422
    assert Promise.objects.get(pk=promise.pk).due_at == promise.due_at


def test_withdrawing_needs_a_word_and_breaking_does_not(as_owner: Client, case: Case, owner: Member) -> None:
    first, second = promised(case, owner), promised(case, owner)
    assert as_owner.post(f"/promises/{first.pk}/withdrawal/", {"reason": ""}).status_code == 422
    assert as_owner.post(f"/promises/{first.pk}/withdrawal/", {"reason": "ei tarvita"}).status_code == 303
    assert as_owner.post(f"/promises/{second.pk}/breaking/", {"reason": ""}).status_code == 303
    assert set(Promise.objects.filter(pk__in=[first.pk, second.pk]).values_list("state", flat=True)) == {
        "withdrawn", "broken",
    }  # fmt: skip


def test_giving_offers_only_those_who_see_the_case(
    as_owner: Client, case: Case, owner: Member, colleague: Member, outsider: Member
) -> None:
    promise = promised(case, owner)
    shown = page(as_owner, f"/promises/{promise.pk}/owner/")
    assert colleague.name in shown
    assert outsider.name not in shown
    assert as_owner.post(f"/promises/{promise.pk}/owner/", {"owner": outsider.pk}).status_code == 422
    assert as_owner.post(f"/promises/{promise.pk}/owner/", {"owner": colleague.pk}).status_code == 303
    assert Promise.objects.get(pk=promise.pk).owner == colleague


def test_the_slower_of_two_is_told_in_words(as_owner: Client, as_colleague: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner)
    said = {"in_full": "on", "in_form": "on", "reason": ""}
    assert as_owner.post(f"/promises/{promise.pk}/keeping/", said).status_code == 303
    response = as_colleague.post(f"/promises/{promise.pk}/breaking/", said)
    assert response.status_code == 409
    assert Promise.objects.get(pk=promise.pk).state == "kept"


def test_a_customer_not_told_stands_on_top_until_someone_tells(as_owner: Client, case: Case, owner: Member) -> None:
    promise = promised(case, owner, due=timedelta(days=4), confirmation_failed_at=now())
    assert 'id="untold-h"' in page(as_owner)
    assert as_owner.post(f"/promises/{promise.pk}/telling/", {"next": "/promises/"}).status_code == 303
    assert 'id="untold-h"' not in page(as_owner)


def test_the_whole_history_is_told(as_owner: Client, case: Case, owner: Member) -> None:
    promise = make(actor=owner, case=case, terms=Terms(what="Palaan asiaan", due_at=now() + timedelta(hours=3)))
    move(actor=owner, promise=promise, due_at=now() + timedelta(days=1), agreed=True)
    as_owner.post(f"/promises/{promise.pk}/keeping/", {"evidence": "soitettu", "in_full": "on", "in_form": "on"})
    shown = page(as_owner, f"/promises/{promise.pk}/")
    assert shown.count("<li><b>") == 3
    assert "soitettu" in shown


def test_the_page_asks_as_much_of_the_database_for_one_row_as_for_many(
    as_owner: Client, case: Case, owner: Member
) -> None:
    def once(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(as_owner, address)
        return len(seen)

    def queries(address: str) -> int:
        return min(once(address), once(address))  # now and then a visit notes that the person is here

    def fill(count: int) -> None:
        for number in range(count):
            promised(case, owner, due=timedelta(hours=-1 - number))
            promised(case, owner, due=timedelta(hours=6 + number))
            promised(case, owner, due=timedelta(days=9 + number))
            promised(case, owner, due=timedelta(minutes=5))
            promised(case, owner, due=timedelta(hours=-1), state="broken")

    for address in ("/promises/", "/promises/?show=done", "/promises/?show=late", "/promises/?whose=mine"):
        Promise.objects.all().delete()
        fill(1)
        page(as_owner, address)
        one = queries(address)
        fill(33)
        assert queries(address) == one


def test_a_long_section_is_read_leaf_by_leaf_without_a_gap(as_owner: Client, case: Case, owner: Member) -> None:
    Promise.objects.all().delete()
    made = [promised(case, owner, due=timedelta(hours=-200 + number // 2)).pk for number in range(110)]
    read: list[int] = []
    address = "/promises/?show=late"
    while address:
        shown = page(as_owner, address)
        read += map(int, re.findall(r'id="promise-(\d+)"', shown))
        found = re.search(r'href="(\?[^"]*after=[^"]+)" rel="next"', shown)
        address = f"/promises/{found[1].replace('&amp;', '&')}" if found else ""
    assert sorted(read) == made
    assert len(read) == len(made)


@pytest.mark.parametrize(
    "address",
    ["?show=nonsense", "?show=done&after=9x", "?team=abc", "?after=" + "9" * 60, f"?show=late&after={'9' * 18}-0-1"],
)
def test_a_broken_address_shows_the_register(as_owner: Client, address: str) -> None:
    page(as_owner, f"/promises/{address}")


def test_no_style_and_no_script_stands_in_the_page(as_owner: Client, case: Case, owner: Member) -> None:
    promised(case, owner, due=timedelta(hours=-1), state="broken")
    shown = page(as_owner)
    assert "<svg height=" in shown
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*src=)", shown)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, "0"), (0.001, "1"), (0.944, "94"), (0.999, "99"), (1.0, "100"), (0.5, "50")]
)
def test_all_and_none_are_said_only_when_true(share: float, expected: str) -> None:
    assert percent(share).rstrip("\u00a0% ") == expected


def test_few_promises_are_told_as_counts_and_none_is_not_a_share() -> None:
    assert "6 / 6" in rate_sentence(KeptRate(6, 6, *wilson(6, 6))).text
    assert "%" not in rate_sentence(KeptRate(0, 0, 0.0, 1.0)).text
    assert "94" in rate_sentence(KeptRate(47, 50, *wilson(47, 50))).text
