"""The customer's own page: one link, one matter, nothing of anyone else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.own_page import link_token, own_page_of, revoke_own_pages
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import CallRequest, Case, Delivery, Message, OwnPage
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(case: Case) -> str:
    return f"/p/{link_token(own_page_of(case, case.customer))}/"


def test_the_page_says_what_is_promised_and_by_whom(anonymous: Client, owner: Member, case: Case, address: str) -> None:
    make(actor=owner, case=case, terms=Terms(what="Tuomme sängyn", due_at=now() + timedelta(days=1)))
    page = anonymous.get(address).content.decode()
    assert "Tuomme sängyn" in page
    assert "Sänky ei tullut perjantaina." in page


def test_notes_and_what_has_not_left_are_not_shown(anonymous: Client, owner: Member, case: Case, address: str) -> None:
    write_note(actor=owner, case=case, text="Salainen huomautus")
    reply(actor=owner, case=case, text="Lähdössä oleva vastaus")
    waiting = anonymous.get(address).content.decode()
    Delivery.objects.update(state=DeliveryState.SENT)
    sent = anonymous.get(address).content.decode()
    assert "Salainen huomautus" not in waiting + sent
    assert ("Lähdössä oleva vastaus" in waiting, "Lähdössä oleva vastaus" in sent) == (False, True)


def test_the_customer_writes_and_attaches(anonymous: Client, case: Case, address: str) -> None:
    file = SimpleUploadedFile("sänky.png", b"\x89PNG not really", content_type="image/png")
    answer = anonymous.post(f"{address}messages/", {"text": "Tässä kuva.", "files": file, "once": "x1"})
    message = Message.objects.latest("id")
    assert (answer.status_code, message.text, message.case, message.author) == (303, "Tässä kuva.", case, "customer")
    assert [a.name for a in message.attachments.all()] == ["sänky.png"]


def test_a_double_click_writes_once(anonymous: Client, case: Case, address: str) -> None:
    for _ in range(2):
        anonymous.post(f"{address}messages/", {"text": "Kerran.", "once": "same"})
    assert Message.objects.filter(text="Kerran.").count() == 1


def test_an_empty_message_says_what_is_missing(anonymous: Client, address: str) -> None:
    assert anonymous.post(f"{address}messages/", {"text": " "}).status_code == 422


def test_the_customer_asks_for_a_call_and_may_change_it(anonymous: Client, case: Case, address: str) -> None:
    anonymous.post(f"{address}calls/", {"number": "040 123 4567", "soon": "now"})
    anonymous.post(f"{address}calls/", {"number": "050 123 4567", "soon": "now"})
    assert list(CallRequest.objects.values_list("number", flat=True)) == ["050 123 4567"]


def test_a_broken_number_is_told_kindly(anonymous: Client, address: str) -> None:
    answer = anonymous.post(f"{address}calls/", {"number": "abc", "soon": "now"})
    assert (answer.status_code, CallRequest.objects.count()) == (422, 0)


def test_the_customer_says_how_to_be_served(anonymous: Client, case: Case, address: str) -> None:
    anonymous.post(
        f"{address}manner/", {"way": "phone", "language": "sv", "times": ["morning"], "wishes": "Tala långsamt"}
    )
    case.customer.refresh_from_db()
    assert (case.customer.way, case.customer.language, case.customer.wishes) == ("phone", "sv", "Tala långsamt")
    assert case.customer.contact_times.count() == 1


@pytest.mark.parametrize("way", ["expired", "revoked", "forged", "of another customer"])
def test_a_link_that_is_not_open_shows_nothing(
    anonymous: Client, lead: Member, case: Case, address: str, way: str
) -> None:
    if way == "expired":
        OwnPage.objects.update(expires_at=now() - timedelta(seconds=1))
    if way == "revoked":
        revoke_own_pages(actor=lead, case=case)
    if way == "forged":
        address = address[:-3] + "xx/"
    if way == "of another customer":
        other = Case.objects.get(pk=case.pk).customer
        other.pk, other.name = None, "Joku muu"
        other.save()
        OwnPage.objects.update(customer=other)
    page = anonymous.get(address)
    assert (page.status_code, "Sänky" in page.content.decode()) == (404, False)


def test_another_cases_file_is_not_served(anonymous: Client, says: Says, case: Case, address: str) -> None:
    anonymous.post(f"{address}messages/", {"files": SimpleUploadedFile("oma.txt", b"oma"), "once": "a"})
    own_file = Message.objects.latest("id").attachments.get()
    other = says("Toisen asia", sender="other@else.example").case
    other_address = f"/p/{link_token(own_page_of(other, other.customer))}/"
    assert anonymous.get(f"{address}files/{own_file.pk}/").content == b"oma"
    assert anonymous.get(f"{other_address}files/{own_file.pk}/").status_code == 404


def test_files_leave_as_files(anonymous: Client, case: Case, address: str) -> None:
    file = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", content_type="text/html")
    anonymous.post(f"{address}messages/", {"files": file, "once": "b"})
    answer = anonymous.get(f"{address}files/{Message.objects.latest('id').attachments.get().pk}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_words_are_escaped(anonymous: Client, says: Says, case: Case, address: str) -> None:
    says("<script>alert(1)</script>", key=case.key)
    page = anonymous.get(address).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_the_page_is_kept_nowhere(anonymous: Client, address: str) -> None:
    answer = anonymous.get(address)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "same-origin")
