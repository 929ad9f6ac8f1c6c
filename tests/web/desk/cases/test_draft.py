"""Drafts, files and the promises seen while writing."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kohtaamo.encounters.models import Attachment, Case, Draft
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_a_draft_is_kept_and_there_again(as_owner: Client, as_colleague: Client, mine: Case) -> None:
    assert as_owner.post(f"/cases/{mine.pk}/draft/", {"text": "Hei <Eeva>", "kind": "answer"}).status_code == 204
    assert "Hei &lt;Eeva&gt;</textarea>" in as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert "Hei &lt;Eeva&gt;" not in as_colleague.get(f"/cases/{mine.pk}/").content.decode()


def test_a_draft_remembers_that_it_is_a_note(as_owner: Client, owner: Member, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/draft/", {"text": "Meille", "kind": "note"})
    assert Draft.objects.get(case=mine, member=owner).is_note
    page = as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert 'value="note" checked' in page


def test_a_draft_the_database_cannot_hold_is_refused(as_owner: Client, mine: Case) -> None:
    assert as_owner.post(f"/cases/{mine.pk}/draft/", {"text": "a\x00b"}).status_code == 422


def test_a_draft_is_gone_when_it_was_sent(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/draft/", {"text": "Hei", "kind": "answer"})
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    assert not Draft.objects.exists()


def test_files_are_added_and_taken_off(as_owner: Client, mine: Case) -> None:
    files = [SimpleUploadedFile(name, b"x") for name in ("a.txt", "b<i>.txt")]
    page = as_owner.post(f"/cases/{mine.pk}/files/", {"files": files}, headers=HTMX).content.decode()
    assert "b&lt;i&gt;.txt" in page
    first = Attachment.objects.get(name="a.txt")
    page = as_owner.post(f"/cases/{mine.pk}/files/{first.pk}/removal/", headers=HTMX).content.decode()
    assert "a.txt" not in page
    assert Attachment.objects.count() == 1


def test_without_scripts_the_words_stay_when_a_file_is_taken_off(as_owner: Client, owner: Member, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/files/", {"files": SimpleUploadedFile("a.txt", b"x"), "text": "Kesken"})
    file = Attachment.objects.get()
    assert as_owner.post(f"/cases/{mine.pk}/files/{file.pk}/removal/", {"text": "Kesken 2"}).status_code == 303
    assert Draft.objects.get(case=mine, member=owner).text == "Kesken 2"


def test_a_file_too_large_is_refused_with_a_sentence(
    as_owner: Client, mine: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.KOHTAAMO, "MAX_UPLOAD_MB", 0)
    response = as_owner.post(f"/cases/{mine.pk}/files/", {"files": SimpleUploadedFile("a.txt", b"x")}, headers=HTMX)
    assert (response.status_code, Attachment.objects.count()) == (413, 0)
    assert 'role="alert"' in response.content.decode()


def test_a_promise_in_the_text_is_offered(as_owner: Client, mine: Case) -> None:
    page = as_owner.post(
        f"/cases/{mine.pk}/promise-offers/", {"text": "Soitan sinulle huomenna klo 15.", "kind": "answer"}
    )
    text = page.content.decode()
    assert text.count("data-offer ") == 1
    assert '<option value="call" selected>' in text


def test_a_promise_already_recorded_is_not_offered_again(as_owner: Client, mine: Case) -> None:
    data = {"text": "Soitan sinulle huomenna klo 15.", "kind": "answer"}
    first = as_owner.post(f"/cases/{mine.pk}/promise-offers/", data).content.decode()
    phrase = first.split('data-phrase="')[1].split('"')[0]
    again = as_owner.post(f"/cases/{mine.pk}/promise-offers/", {**data, "promise_phrase": phrase}).content.decode()
    assert "data-offer" not in again


@pytest.mark.parametrize(
    "data", [{"text": ""}, {"text": "Kiitos."}, {"text": "Soitan huomenna.", "kind": "note"}, {"text": "x\x00"}]
)
def test_what_promises_nothing_to_the_customer_is_not_offered(
    as_owner: Client, mine: Case, data: dict[str, str]
) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/promise-offers/", data)
    assert (response.status_code, response.content.decode().strip()) == (200, "")


def test_the_words_of_an_offer_are_escaped(as_owner: Client, mine: Case) -> None:
    text = "Lähetän <script>alert(1)</script> sinulle huomenna."
    page = as_owner.post(f"/cases/{mine.pk}/promise-offers/", {"text": text, "kind": "answer"}).content.decode()
    assert "<script>" not in page
