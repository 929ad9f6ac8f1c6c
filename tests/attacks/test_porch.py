"""A customer who holds a link tries to get at more than their own matter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.own_page import link_token, own_page_of, revoke_own_pages
from kohtaamo.encounters.models import Attachment, CallRequest, Case, Message, OwnPage
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rested() -> None:
    caches["near"].clear()


@pytest.fixture
def own(case: Case) -> OwnPage:
    return own_page_of(case, case.customer)


def _address(page: OwnPage, rest: str = "") -> str:
    return f"/p/{link_token(page)}/{rest}"


def _file(message: Message) -> Attachment:
    return Attachment.objects.create(
        message=message, blob=keep(b"<script>alert(1)</script>"), name="../../a.html", type="text/html", size=25
    )


def test_a_made_up_link_opens_nothing(anonymous: Client, own: OwnPage) -> None:
    good = link_token(own)
    made_up = [
        good[:-1], good + "a", good.upper(), own.nonce, f"{own.pk}", good.replace(":", "%3A", 1) + ":", "x" * 3000, "%00", "%FF%FE",
        signing.dumps(own.nonce), signing.dumps(own.nonce, key="arvattu", salt="kohtaamo.own-page"), good.partition(":")[0],
    ]  # fmt: skip
    assert {
        token[:20]: anonymous.get(f"/p/{token}/").status_code
        for token in made_up
        if anonymous.get(f"/p/{token}/").status_code not in {404, 422}
    } == {}


def test_a_closed_an_old_and_a_moved_link_open_nothing(
    anonymous: Client, own: OwnPage, owner: Member, case: Case, says: Says
) -> None:
    revoke_own_pages(actor=owner, case=case)
    old = own_page_of(case, case.customer)
    OwnPage.objects.filter(pk=old.pk).update(expires_at=now() - timedelta(seconds=1))
    stranger = says("Muu", sender="muu@muualla.example").case.customer
    moved = own_page_of(case, stranger)
    assert [anonymous.get(_address(page)).status_code for page in (own, old, moved)] == [404, 404, 404]


def test_only_files_of_ones_own_talk_are_given(
    anonymous: Client, own: OwnPage, owner: Member, case: Case, says: Says
) -> None:
    theirs = _file(says("Muu", sender="muu@muualla.example"))
    among_us = _file(write_note(actor=owner, case=case, text="Salaa"))
    mine = _file(Message.objects.filter(case=case, author="customer").earliest("id"))
    assert [anonymous.get(_address(own, f"files/{file.pk}/")).status_code for file in (theirs, among_us, mine)] == [
        404,
        404,
        200,
    ]


def test_a_file_is_never_shown_as_a_page(anonymous: Client, own: OwnPage, case: Case) -> None:
    answer = anonymous.get(_address(own, f"files/{_file(Message.objects.get(case=case)).pk}/"))
    wanted = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control", "Referrer-Policy")
    assert {name: answer.headers[name] for name in wanted} == {
        "Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store, private",
    }  # fmt: skip
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_notes_and_what_has_not_left_are_not_shown(anonymous: Client, own: OwnPage, owner: Member, case: Case) -> None:
    write_note(actor=owner, case=case, text="Hankala tapaus")
    assert "Hankala" not in anonymous.get(_address(own)).content.decode()


@pytest.mark.parametrize("kind", ["x" * 500, "", 'image/svg+xml; name="\r\n"'])
def test_a_file_with_a_strange_type_is_taken_in(anonymous: Client, own: OwnPage, kind: str) -> None:
    file = SimpleUploadedFile("../../../etc/\u202egnp.html", b"<svg onload=alert(1)>", content_type=kind)
    answer = anonymous.post(_address(own, "messages/"), {"text": "x", "files": [file]})
    assert (answer.status_code, Attachment.objects.values_list("name", flat=True).get()) == (303, "gnp.html")


def test_a_file_with_nul_in_its_type_is_refused(anonymous: Client, own: OwnPage) -> None:
    file = SimpleUploadedFile("a.txt", b"x", content_type="text/html\0")
    answer = anonymous.post(_address(own, "messages/"), {"text": "x", "files": [file]})
    assert (answer.status_code, Attachment.objects.count()) == (422, 0)


def test_a_hundred_files_are_taken_and_a_hundred_and_one_refused(anonymous: Client, own: OwnPage) -> None:
    def files(count: int) -> list[SimpleUploadedFile]:
        return [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(count)]

    told = [
        anonymous.post(_address(own, "messages/"), {"text": "x", "files": files(count)}).status_code
        for count in (100, 101)
    ]
    assert (told, Attachment.objects.count()) == ([303, 400], 100)


def test_the_same_act_sent_twice_is_taken_once(anonymous: Client, own: OwnPage, case: Case) -> None:
    for _time in range(3):
        anonymous.post(_address(own, "messages/"), {"text": "Kerran", "once": "a" * 40})
    assert Message.objects.filter(case=case, text="Kerran").count() == 1


def test_an_act_named_as_in_another_case_is_taken_there_too(anonymous: Client, own: OwnPage, says: Says) -> None:
    other = says("Toinen", subject="Toinen").case
    second = own_page_of(other, other.customer)
    told = [
        anonymous.post(_address(page, "messages/"), {"text": "Sama", "once": "abc"}).status_code
        for page in (own, second)
    ]
    assert (told, Message.objects.filter(text="Sama").count()) == ([303, 303], 2)


def test_calls_asked_for_again_and_again_are_one_call(anonymous: Client, own: OwnPage, case: Case) -> None:
    told = [
        anonymous.post(_address(own, "calls/"), {"number": "0401234567", "soon": "now"}).status_code
        for _time in range(40)
    ]
    assert (told.count(303), told.count(429), CallRequest.objects.count()) == (30, 10, 1)


@pytest.mark.parametrize(
    "number",
    [
        "0401234567;ext=" + "9" * 20,
        "+358" + "1" * 30,
        "٠٤٠١٢٣٤٥٦٧",
        "<script>",
        "040 123 4567 x" + "9" * 26,
        "tel:+358401234567",
    ],
)
def test_a_strange_number_is_taken_or_refused(anonymous: Client, own: OwnPage, number: str) -> None:
    assert anonymous.post(_address(own, "calls/"), {"number": number, "soon": "now"}).status_code in {303, 422}


def test_the_page_is_kept_nowhere(anonymous: Client, own: OwnPage) -> None:
    headers = anonymous.get(_address(own)).headers
    assert [headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")] == [
        "no-store, private", "same-origin", "noindex, nofollow",
    ]  # fmt: skip
