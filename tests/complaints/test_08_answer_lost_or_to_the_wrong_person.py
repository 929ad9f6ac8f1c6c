"""Users of other desks: an answer went to the wrong person, left without its file, or never arrived and nobody knew."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.models import Case
from tests.channels.mail.conftest import Receiver, TakesIn
from tests.complaints.conftest import Leaves, again

pytestmark = pytest.mark.django_db
EEVA = "eeva.mattila@posti.example"


def answers(client: Client, case: Case, text: str = "Tässä ohje.", **fields: object) -> None:
    seen = case.messages.latest("pk").pk
    sent = client.post(f"/cases/{case.pk}/replies/", {"text": text, "seen": seen, "once": text, **fields})
    assert sent.status_code == 303, sent.content.decode()


def test_the_file_goes_along_with_the_answer(
    as_owner: Client, case: Case, outgoing: Mailbox, receiver: Receiver, leaves: Leaves
) -> None:
    file = SimpleUploadedFile("ohje ä.pdf", b"%PDF-1.7 ohje", content_type="application/pdf")
    assert as_owner.post(f"/cases/{case.pk}/files/", {"files": file}).status_code in {200, 303}
    answers(as_owner, case)
    (mail,) = leaves()
    files = [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()]
    assert (receiver.mails[0].recipients, files) == ([EEVA], [("ohje ä.pdf", b"%PDF-1.7 ohje")])


def test_it_goes_to_the_customer_though_someone_copied_in_wrote_last(
    as_owner: Client, takes_in: TakesIn, outgoing: Mailbox, receiver: Receiver, leaves: Leaves
) -> None:
    case = takes_in("Missä sänky on?", Cc="Ville <ville@muualla.example>").message.case
    takes_in("Minäkin odotan.", From="Ville <ville@muualla.example>", References="<m1@posti.example>", Message_ID="<v>")
    answers(as_owner, again(case))
    leaves()
    assert [mail.recipients for mail in receiver.mails] == [[EEVA]]


def test_one_who_was_never_written_to_gets_nothing_of_it(
    as_owner: Client, case: Case, outgoing: Mailbox, receiver: Receiver, leaves: Leaves
) -> None:
    seen = case.messages.latest("pk").pk
    sent = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Hei", "seen": seen, "to": "joku@muu.example"})
    leaves()
    assert (sent.status_code, receiver.mails) == (422, [])


def test_one_that_never_arrived_comes_back_to_us_and_says_why(
    as_owner: Client, case: Case, outgoing: Mailbox, receiver: Receiver, leaves: Leaves
) -> None:
    receiver.refuse[EEVA] = "550 5.1.1 No such user"
    answers(as_owner, case)
    leaves()
    page = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert (again(case).state, "Ei mennyt perille" in page) == ("us", True)
    assert f"/cases/{case.pk}/" in as_owner.get("/cases/").content.decode()
