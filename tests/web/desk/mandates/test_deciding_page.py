"""Deciding in the encounter, with and without scripts, and what others at the table see of it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.correct import correct
from kohtaamo.mandates.models import Decision, Kind, Request
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member, Role
from tests.conftest import Says
from tests.mandates.conftest import Decides, Grants

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def page(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/").content.decode()


def pane(client: Client, case: Case) -> str:
    """The part of the page where one decides, and what was decided and asked."""
    whole = page(client, case)
    return whole[whole.index('id="decide"') : whole.index('id="promises"')]


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def filled(kind: Kind, amount: str = "30", **fields: str) -> dict[str, str]:
    known = {"kind": str(kind.pk), "amount": amount, "words": "Hyvitämme.", "reason": "myöhässä", "once": "a"}
    return {**known, **fields}


def test_the_pane_shows_what_may_be_decided_its_price_and_what_is_left(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner, 60, per_person=500)
    Kind.objects.filter(pk=refund.pk).update(usual_amount=3000, helped=9, concluded=11, answer_seconds=250)
    said = plain(pane(as_owner, case))
    for words in ("enintään 60 €", "Hyvitys auttoi 9 / 11 kertaa 60 € jäljellä 30 €", "vastaus noin 4 minuutissa", "Tässä kuussa 0 € / 500 €"):  # fmt: skip
        assert words in said


def test_how_often_it_helped_is_not_told_of_fewer_than_five(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    Kind.objects.filter(pk=refund.pk).update(helped=4, concluded=4)
    assert "kertaa" not in plain(pane(as_owner, case))


def test_deciding_without_scripts_tells_the_customer_and_comes_back_to_the_case(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    done = as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, "12,50"))
    assert (done.status_code, done["Location"]) == (303, f"/cases/{case.pk}/")
    assert (Decision.objects.get().amount, Message.objects.get(author=Author.US).text) == (1250, "Hyvitämme.")
    assert "Hyvitys 12,50 €" in plain(pane(as_owner, case))


def test_one_touch_on_a_reason_is_enough_and_untouched_words_follow_the_amount(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    html = pane(as_owner, case)
    words = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", html, re.DOTALL)
    assert words is not None and "20\u00a0€" in words[1]
    sent = filled(refund, "45", words=words[1], reason="", because="Rikki", shown="2000")
    as_owner.post(f"/cases/{case.pk}/decisions/", sent)
    made = Decision.objects.get()
    assert made.message is not None
    assert (made.reason, "45\u00a0€" in made.message.text, "20\u00a0€" in made.message.text) == ("Rikki", True, False)


def test_over_the_limit_everything_stays_as_typed_and_asking_is_one_touch_away(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    sent = filled(refund, "90", words="Omat sanani.")
    refused = as_owner.post(f"/cases/{case.pk}/decisions/", sent, **HTMX)
    html = refused.content.decode()
    assert (refused.status_code, Decision.objects.count()) == (422, 0)
    assert 'value="90"' in html and "Omat sanani." in html and f'formaction="/cases/{case.pk}/requests/"' in html
    done = as_owner.post(f"/cases/{case.pk}/requests/", sent, **HTMX)
    asked = Request.objects.get()
    assert (done.status_code, asked.amount, asked.words, asked.why) == (200, 9000, "Omat sanani.", "myöhässä")


@pytest.mark.parametrize("amount", ["", "0", "-5", "kolmekymmentä", "1e9", "99999999999", "3.333"])
def test_an_amount_that_is_none_is_said_beside_its_field(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind, amount: str
) -> None:
    grants(owner)
    refused = as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, amount))
    assert (refused.status_code, Decision.objects.count()) == (422, 0)
    assert f'id="d{refund.pk}-amount_error"' in refused.content.decode()


def test_without_words_one_says_that_one_told_in_person(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    assert as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, words=" ")).status_code == 422
    as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, how="person"))
    assert (Decision.objects.get().message, Message.objects.filter(author=Author.US).count()) == (None, 0)


def test_told_by_phone_is_recorded_as_the_telling(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, how="phone"))
    note = Message.objects.get(author=Author.NOTE)
    assert (Decision.objects.get().told, note.text) == ("phone", "Hyvitys. Asiakkaalle kerrottiin puhelimessa.")
    assert "Asiakkaalle kerrottiin puhelimessa" in as_owner.get(f"/cases/{case.pk}/").content.decode()


def test_what_is_told_later_stands_there_until_it_is_told_once(
    as_owner: Client, as_outsider: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, how=""))
    made = Decision.objects.get()
    address = f"/cases/{case.pk}/decisions/{made.pk}/telling/"
    assert address in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert as_outsider.post(address, {"how": "phone"}).status_code == 404
    assert as_owner.post(address, {"how": "mail"}).status_code == 422
    for _press in range(2):
        assert as_owner.post(address, {"how": "phone"}).status_code == 303
    made.refresh_from_db()
    assert (made.told, Entry.objects.filter(kind="decision.told").count()) == ("phone", 1)
    assert address not in as_owner.get(f"/cases/{case.pk}/").content.decode()


def test_a_customer_without_an_address_is_told_by_word_and_one_without_either_is_said_to_be(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    shown = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert 'value="mail"' in shown and "puuttuu sekä osoite" not in shown
    Identity.objects.filter(customer=case.customer).delete()
    shown = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert 'name="how" value="mail"' not in shown
    assert "Asiakkaalta Eeva Mattila puuttuu sekä osoite että numero." in shown
    assert as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund, how="mail")).status_code == 422


def test_one_who_wishes_to_be_called_is_told_by_phone_unless_one_chooses(
    as_owner: Client, owner: Member, case: Case, grants: Grants
) -> None:
    grants(owner)
    Customer.objects.filter(pk=case.customer_id).update(way="phone")
    shown = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert re.search(r'value="phone"[^>]*checked', shown) and not re.search(r'value="mail"[^>]*checked', shown)


def test_the_toast_and_the_pane_undo_while_the_mail_waits(
    as_owner: Client, owner: Member, case: Case, grants: Grants, refund: Kind
) -> None:
    grants(owner)
    html = as_owner.post(f"/cases/{case.pk}/decisions/", filled(refund), **HTMX).content.decode()
    made = Decision.objects.get()
    assert f'form="undo{made.pk}"' in html and f'id="undo{made.pk}"' in html
    as_owner.post(f"/cases/{case.pk}/decisions/{made.pk}/undoing/", **HTMX)
    made.refresh_from_db()
    assert (made.amount_now, made.message and made.message.deliveries.get().state) == (0, "taken_back")


def test_a_correction_is_made_in_the_pane_and_a_reason_is_asked_for(
    as_owner: Client, owner: Member, case: Case, grants: Grants, decides: Decides
) -> None:
    grants(owner)
    made = decides(30)
    address = f"/cases/{case.pk}/decisions/{made.pk}/corrections/"
    assert as_owner.post(address, {"amount": "20"}).status_code == 422
    assert as_owner.post(address, {"amount": "20", "reason": "väärä summa"}).status_code == 303
    made.refresh_from_db()
    assert made.amount_now == 2000


def test_a_colleague_without_the_right_sees_no_amount_limit_or_form(
    as_colleague: Client, owner: Member, colleague: Member, case: Case, grants: Grants, decides: Decides, refund: Kind
) -> None:
    """What the customer was told by mail is theirs to know; this one was told in person."""
    grants(owner, 61, per_person=503)
    decides(37)
    ask(actor=owner, case=case, kind=refund, amount=8300, why="enemmän")
    Member.objects.filter(pk=colleague.pk).update(role=Role.objects.create(name="Answers", rights=["cases.answer"]))
    html = page(as_colleague, case)
    assert [
        found
        for found in ("37 €", "37\u00a0€", "61", "503", "83\u00a0€", "24\u00a0€", "/decisions/")
        if found in plain(html)
    ] == []
    assert 'class="remedy' not in html and "/requests/" not in html
    for address in ("decisions/", "requests/"):
        assert as_colleague.post(f"/cases/{case.pk}/{address}", filled(refund, "1")).status_code == 403
        assert as_colleague.post(f"/cases/{case.pk}/{address}", filled(refund, "1000")).status_code == 403
    for place in ("/requests/", "/decisions/", "/mandates/", f"/requests/{Request.objects.get().pk}/"):
        assert as_colleague.get(place).status_code in {403, 404}
    assert "37" not in plain(as_colleague.get("/search/?q=Hyvitys").content.decode())


def test_an_outsider_gets_the_same_answer_whatever_they_try(
    as_outsider: Client, owner: Member, case: Case, grants: Grants, decides: Decides, refund: Kind
) -> None:
    grants(owner.role)
    made = decides(37)
    asked = ask(actor=owner, case=case, kind=refund, amount=8300, why="enemmän")
    tries = [
        as_outsider.post(f"/cases/{case.pk}/decisions/", filled(refund, amount)) for amount in ("1", "1000", "")
    ] + [
        as_outsider.post(f"/cases/{case.pk}/requests/", filled(refund, "1")),
        as_outsider.get(f"/cases/{case.pk}/requests/"),
        as_outsider.post(f"/cases/{case.pk}/decisions/{made.pk}/undoing/"),
        as_outsider.post(f"/cases/{case.pk}/decisions/{made.pk}/corrections/", {"amount": "0", "reason": "x"}),
        as_outsider.post(f"/cases/{case.pk}/requests/{asked.pk}/withdrawal/"),
        as_outsider.get(f"/requests/{asked.pk}/"),
    ]
    assert {each.status_code for each in tries} == {404}
    assert len({plain(each.content.decode()) for each in tries}) == 1


def test_the_answer_of_a_request_stands_in_the_pane(
    as_owner: Client, owner: Member, lead: Member, case: Case, refund: Kind
) -> None:
    asked = ask(actor=owner, case=case, kind=refund, amount=9000, why="enemmän")
    assert "Pyysit: Hyvitys 90 € Leila vastaa." in plain(pane(as_owner, case))
    answer_request(actor=lead, request=asked, grant=False, word="Vaihdetaan uuteen")
    assert "Leila ei myöntänyt sitä. Vaihdetaan uuteen" in plain(pane(as_owner, case))


def test_asking_for_any_kind_has_a_page_of_its_own_and_withdrawing_a_button(
    as_owner: Client, case: Case, kinds: dict[str, Kind], lead: Member
) -> None:
    html = as_owner.get(f"/cases/{case.pk}/requests/", {"kind": str(kinds["extra_time"].pk)}).content.decode()
    assert "Lisäaikaa" in html and "7\u00a0päivää" in html
    as_owner.post(f"/cases/{case.pk}/requests/", filled(kinds["extra_time"], "14"))
    asked = Request.objects.get()
    assert asked.amount == 14
    as_owner.post(f"/cases/{case.pk}/requests/{asked.pk}/withdrawal/")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_a_hundred_decisions_cost_as_many_queries_as_one(
    as_owner: Client, owner: Member, lead: Member, case: Case, grants: Grants, decides: Decides, kinds: dict[str, Kind]
) -> None:
    for kind in kinds.values():
        grants(owner, 200, kind=kind)
    made = decides(1, words="Hyvitämme.")
    correct(actor=owner, decision=made, amount=50, reason="x")
    first, *others = kinds.values()
    ask(actor=owner, case=case, kind=first, amount=1, why="x")
    one = _queries(as_owner, case)
    for _ in range(30):
        correct(actor=owner, decision=decides(1, words="Hyvitämme."), amount=50, reason="x")
    for kind in others:
        ask(actor=owner, case=case, kind=kind, amount=1, why="x")
    assert _queries(as_owner, case) == one


def _queries(client: Client, case: Case) -> int:
    """The fewest of three visits: once a minute a visit also notes that the reader is here."""

    def visit() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/cases/{case.pk}/")
        return len(queries)

    return min(visit() for _ in range(3))


def test_a_case_of_another_number_does_not_reach_a_decision_of_this_one(
    as_owner: Client, owner: Member, case: Case, grants: Grants, decides: Decides, says: Says
) -> None:
    grants(owner)
    made = decides(10)
    other = says("Lamppu.", "pekka@posti.example", subject="Lamppu").case
    assert as_owner.post(f"/cases/{other.pk}/decisions/{made.pk}/undoing/").status_code == 404
