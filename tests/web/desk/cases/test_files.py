"""Files and letters of strangers: looked at, never run."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.arrivals import ArrivedFile
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.unit import unit_of_work
from tests.conftest import Says

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
LETTER = b"""From: Eeva <eeva.mattila@posti.example>\r
Subject: Hei\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=utf-8\r
\r
<h1 onclick="x()">Hei</h1><script>alert(1)</script><img src="https://seuranta.example/p.png" width="50" height="50">
<form action="https://x.example"><input></form><a href="javascript:alert(1)">x</a><a href="https://kuvat.example/">kuvat</a>
"""


def _file(says: Says, case: Case, content: bytes, name: str, type_: str) -> Attachment:
    with unit_of_work():
        blob = keep(content)
    message = says("Liitteenä", case=case, files=(ArrivedFile(blob=blob, name=name, type=type_),))
    return Attachment.objects.get(message=message)


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("a.html", "text/html"), ("a.svg", "image/svg+xml"), ("a.png", "image/png"), ("a.pdf", "application/pdf"),
        ('a"\r\nSet-Cookie: x=1.txt', "text/plain"), ("", "text/plain"), ("ääkköset €.txt", "text/plain"),
    ],
)  # fmt: skip
def test_a_file_is_downloaded_and_never_opened(as_owner: Client, says: Says, case: Case, name: str, type_: str) -> None:
    content = PNG if type_ == "image/png" else b"<script>alert(1)</script>"
    file = _file(says, case, content, name, type_)
    response = as_owner.get(f"/cases/{case.pk}/attachments/{file.pk}/")
    assert (response.status_code, response.content) == (200, content)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie: x" not in str(response.headers)


def test_a_picture_may_be_shown_in_place(as_owner: Client, says: Says, case: Case) -> None:
    file = _file(says, case, PNG, "kuva.png", "image/png")
    response = as_owner.get(f"/cases/{case.pk}/attachments/{file.pk}/?inline=1")
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]
    assert f"/cases/{case.pk}/attachments/{file.pk}/?inline=1" in as_owner.get(f"/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize(
    ("type_", "content"),
    [
        ("image/svg+xml", b"<svg onload='x()'/>"),
        ("text/html", b"<script>"),
        ("image/png", b"<script>alert(1)</script>"),
    ],
)
def test_what_is_no_raster_picture_is_not_shown_in_place(
    as_owner: Client, says: Says, case: Case, type_: str, content: bytes
) -> None:
    file = _file(says, case, content, "a.png", type_)
    response = as_owner.get(f"/cases/{case.pk}/attachments/{file.pk}/?inline=1")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


@pytest.fixture
def letter(says: Says, case: Case) -> Message:
    with unit_of_work():
        raw = keep(LETTER)
    return says("Hei", case=case, raw=raw, has_html=True)


def test_the_letter_as_it_was_sent_cannot_run_anything(as_owner: Client, letter: Message) -> None:
    response = as_owner.get(f"/cases/{letter.case_id}/messages/{letter.pk}/original/")
    page = response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "<h1>Hei</h1>" in page
    assert not [bad for bad in ("<script", "onclick", "javascript:", "<form", "seuranta.example") if bad in page]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "img-src data:;" in policy
    assert (response["X-Frame-Options"], response["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")


def test_pictures_from_elsewhere_come_only_when_asked_for(as_owner: Client, letter: Message) -> None:
    response = as_owner.get(f"/cases/{letter.case_id}/messages/{letter.pk}/original/?images=1")
    assert "https://seuranta.example/p.png" in response.content.decode()
    assert "img-src data: https: http:;" in response["Content-Security-Policy"]


def test_the_page_shows_the_letter_in_a_frame_without_rights(as_owner: Client, letter: Message) -> None:
    page = as_owner.get(f"/cases/{letter.case_id}/").content.decode()
    frame = page.split("<iframe")[1].split(">")[0]
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "allow-scripts" not in frame


def test_a_message_without_html_has_no_original(as_owner: Client, case: Case) -> None:
    message = Message.objects.get(case=case)
    assert as_owner.get(f"/cases/{case.pk}/messages/{message.pk}/original/").status_code == 404
