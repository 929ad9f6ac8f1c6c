"""A customer gets their own data, and is erased: no word of theirs is left anywhere, and the counts still tell the truth."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.config.background import readers
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Case, Message
from kohtaamo.passage.commands.erase import erase
from kohtaamo.passage.errors import AlreadyErased, ReasonMissing, StillHeld
from kohtaamo.platform.backup.tables import tables
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.search.find import find
from kohtaamo.platform.storage.models import Blob
from kohtaamo.promises.commands.answer import answer
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db

MAIL = (
    "From: Tuulikki Salonpää <tuulikki@salonpaa.example>\nTo: palvelu@tupa.example\nSubject: Salainenaihe\n"
    "Message-ID: <salonpaa1@salonpaa.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    "--b\nContent-Type: text/plain; charset=utf-8\n\nSalainensana jonka vain minä tiedän.\n"
    "--b\nContent-Type: text/plain; name=salaliite.txt\nContent-Disposition: attachment; filename=salaliite.txt\n\nsalaisuus\n--b--\n"
)
WORDS = ("tuulikki", "salonpää", "salonpaa", "salain", "salalii", "vastauksemme")


@pytest.fixture
def tuulikki(mailbox: Mailbox, owner: Member, lead: Member) -> Customer:
    """A customer with a mail, a file, a note, an answer and a promise."""
    list(take_in_all(iter([("a.eml", MAIL.encode())]), mailbox=mailbox))
    case = Case.objects.get()
    write_note(actor=owner, case=case, text="Tuulikki Salonpää soitti.")
    answer(actor=owner, case=case, text="Vastauksemme Tuulikille.", promises=[])
    for reader in readers():
        catch_up(reader)
    return case.customer


def everything() -> str:
    """Every row of every table but people who serve and sessions."""
    return "\n".join(
        line for table in tables() if table.name not in {"staff_member"} for line in table.lines()
    ).casefold()


def test_no_word_of_an_erased_customer_is_left_in_any_table(tuulikki: Customer, administrator: Member) -> None:
    assert all(word in everything() for word in WORDS)
    counts = (Case.objects.count(), Message.objects.count(), Promise.objects.count(), Intake.objects.count())
    erase(actor=administrator, customer=tuulikki, reason="Asiakas pyysi", all_the_same=True)
    for reader in readers():
        catch_up(reader)
    told = everything()
    assert [word for word in WORDS if word in told] == []
    assert (Case.objects.count(), Message.objects.count(), Promise.objects.count(), Intake.objects.count()) == counts
    assert (Blob.objects.count(), Identity.objects.count(), find("salainensana", scopes=None)) == (0, 0, [])
    tuulikki.refresh_from_db()
    assert (str(tuulikki), tuulikki.name) in {("Poistettu asiakas", ""), ("Erased customer", "")}
    last = Entry.objects.get(kind="customer.erased")
    assert (last.actor, last.data["reason"]) == (administrator.journal_name, "Asiakas pyysi")
    assert Entry.objects.filter(kind="message.received", case_id__isnull=False).exists()


def test_another_customers_words_and_the_same_file_stay(
    tuulikki: Customer, administrator: Member, mailbox: Mailbox
) -> None:
    other = (
        MAIL.replace("salonpaa1", "toinen2")
        .replace("tuulikki@salonpaa", "pekka@posti")
        .replace("Tuulikki Salonpää", "Pekka")
    )
    list(take_in_all(iter([("b.eml", other.encode())]), mailbox=mailbox))
    erase(actor=administrator, customer=tuulikki, reason="Pyyntö", all_the_same=True)
    kept = Message.objects.get(case__customer__name="Pekka")
    assert "Salainensana" in kept.text
    assert kept.attachments.get().blob.size == len("salaisuus")


def test_what_is_still_open_keeps_a_customer_until_someone_says_all_the_same(
    tuulikki: Customer, administrator: Member
) -> None:
    with pytest.raises(StillHeld):
        erase(actor=administrator, customer=tuulikki, reason="Pyyntö")
    assert Message.objects.filter(text__contains="Salainensana").exists()
    with pytest.raises(ReasonMissing):
        erase(actor=administrator, customer=tuulikki, reason="  ", all_the_same=True)
    erase(actor=administrator, customer=tuulikki, reason="Pyyntö", all_the_same=True)
    with pytest.raises(AlreadyErased):
        erase(actor=administrator, customer=tuulikki, reason="Pyyntö")


def test_only_who_has_the_right_erases_or_gives(tuulikki: Customer, lead: Member, as_lead: Client) -> None:
    with pytest.raises(NotAllowed):
        erase(actor=lead, customer=tuulikki, reason="Pyyntö", all_the_same=True)
    for name in ("own-data/", "own-data/archive/", "erasure/"):
        assert as_lead.post(f"/customers/{tuulikki.pk}/{name}").status_code == 403 if name != "own-data/" else True
    assert as_lead.get(f"/customers/{tuulikki.pk}/own-data/").status_code == 403


def test_a_customer_gets_all_that_is_kept_about_them(tuulikki: Customer, as_administrator: Client) -> None:
    got = as_administrator.post(f"/customers/{tuulikki.pk}/own-data/archive/")
    with zipfile.ZipFile(io.BytesIO(b"".join(got.streaming_content))) as archive:  # type: ignore[attr-defined]
        names = archive.namelist()
        page, told = archive.read("index.html").decode(), json.loads(archive.read("data.json"))
        files = [archive.read(name) for name in names if name.startswith("files/")]
    assert ("Salainensana" in page, "Vastauksemme" in page, files) == (True, True, [b"salaisuus"])
    assert {row["text"] for row in told["encounters_message"]} >= {"Vastauksemme Tuulikille."}
    assert Entry.objects.filter(kind="customer.data_given", customer_id=tuulikki.pk).count() == 1


def test_erasing_takes_two_steps_on_the_page(tuulikki: Customer, as_administrator: Client) -> None:
    page = as_administrator.get(f"/customers/{tuulikki.pk}/own-data/")
    assert page.status_code == 200
    said: dict[str, Any] = {"reason": "Pyyntö"}
    assert as_administrator.post(f"/customers/{tuulikki.pk}/erasure/", said).status_code == 422
    said["sure"] = "on"
    assert as_administrator.post(f"/customers/{tuulikki.pk}/erasure/", said).status_code == 409
    said["all_the_same"] = "on"
    assert as_administrator.post(f"/customers/{tuulikki.pk}/erasure/", said).status_code == 303
    assert as_administrator.get(f"/customers/{tuulikki.pk}/").status_code == 200
    assert as_administrator.get(f"/cases/{Case.objects.get().pk}/").status_code == 200
