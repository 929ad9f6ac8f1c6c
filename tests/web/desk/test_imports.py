"""Taking in a file on a page: tried first, taken in by a button, stopped, gone on with, and the bad rows listed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Delivery
from kohtaamo.passage.choices import ImportState
from kohtaamo.passage.commands.carry import carry_batch, carry_on, spool_of
from kohtaamo.passage.commands.imports import KEPT, SILENT, look_after
from kohtaamo.passage.models import BadRow, Import
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from tests.little_room import no_file_beyond
from tests.passage.test_importing import ZAMMAD

pytestmark = pytest.mark.django_db
NEW = "/settings/imports/new/"
TABLE = "Nimi;Sähköposti;Yritys\nÅsa;asa@posti.example;Öberg Oy\n=1+1;;\nVille;ville@posti.example;\nÅsa;asa@posti.example;\n"


def a_file(content: str | bytes, name: str = "asiakkaat.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def brought(client: Client, content: str | bytes, source: str = "customers", **more: object) -> Import:
    answer = client.post(NEW, {"source": source, "file": a_file(content), **more})
    assert (answer.status_code, answer.content) == (303, b"")
    JobLoop().drain()
    return Import.objects.latest("pk")


def counts(one: Import) -> tuple[int, ...]:
    return one.new, one.known, one.customers, one.messages, one.bad


def refused(client: Client, content: str | bytes, source: str = "customers", **more: object) -> tuple[int, str]:
    answer = client.post(NEW, {"source": source, "file": a_file(content), **more}, headers={"Accept-Language": "en"})
    form = answer.context["form"]
    return answer.status_code, " ".join(str(error) for errors in form.errors.values() for error in errors)


def test_a_table_is_tried_first_and_taken_in_by_the_button(as_administrator: Client) -> None:
    one = brought(as_administrator, TABLE)
    assert (one.state, one.tried) == (
        ImportState.READY, {"new": 2, "known": 1, "customers": 2, "messages": 0, "bad": 1},
    )  # fmt: skip
    assert Customer.objects.count() == 0
    page = as_administrator.get(f"/settings/imports/{one.pk}/").content.decode()
    assert ("Åsa" in page, "asa@posti.example" in page) == (True, True)
    as_administrator.post(f"/settings/imports/{one.pk}/taking/")
    JobLoop().drain()
    one.refresh_from_db()
    assert (one.state, counts(one)) == (ImportState.DONE, (2, 1, 2, 0, 1))
    assert set(Customer.objects.values_list("name", flat=True)) == {"Åsa", "Ville", "Öberg Oy"}
    assert not spool_of(one).exists()
    kinds = Entry.objects.filter(kind__startswith="import.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["import.brought", "import.began", "import.done"]


def test_bad_rows_are_a_table_to_be_mended_and_sent_again(as_administrator: Client) -> None:
    one = brought(as_administrator, TABLE)
    answer = as_administrator.get(f"/settings/imports/{one.pk}/bad-rows/")
    table = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert [line.split(",")[:5] for line in table][1] == ["'=1+1", "", "", "3", table[1].split(",")[4]]
    assert table[0].startswith("Nimi,Sähköposti,Yritys,")


def read_in(client: Client, member: Member, language: str, page: str) -> str:
    Member.objects.filter(pk=member.pk).update(language=language)
    answer = client.get(f"/settings/imports/{page}")
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]


def test_each_reader_sees_in_their_own_language_why_a_row_was_left(
    as_administrator: Client, administrator: Member
) -> None:
    one = brought(as_administrator, "email\nasa@posti.example\n123\n")
    BadRow.objects.create(of=one, row=9, why="Rivissä 9 on 100 % vikaa.")  # as an older version kept it
    for language in ("sv", "fi", "en"):
        with override(language):
            why = f"123: {gettext('The mail address is not whole. It looks like name@example.fi.')}"
        for page in (f"{one.pk}/", f"{one.pk}/bad-rows/"):
            told = read_in(as_administrator, administrator, language, page)
            assert (why in told, "Rivissä 9 on 100 % vikaa." in told) == (True, True)


def test_each_reader_sees_in_their_own_language_why_a_file_was_not_read(
    as_administrator: Client, administrator: Member
) -> None:
    one = brought(as_administrator, "email,nimi\n,Åsa\n")
    assert one.state == ImportState.FAILED
    for language in ("sv", "fi"):
        with override(language):
            why = f"2: {gettext('There is no address, number or id.')}"
        assert why in read_in(as_administrator, administrator, language, f"{one.pk}/")


def test_a_full_disk_is_called_a_full_disk(as_administrator: Client) -> None:
    cell = "x" * 100_000
    table = "email;muu\n" + "".join(f"a{n}@posti.example;{cell}\n" for n in range(200))
    as_administrator.post(NEW, {"source": "customers", "file": a_file(table)})
    one = Import.objects.get()
    with no_file_beyond(19_000_000), override("en"):
        assert carry_on(one.pk) is False
        one.refresh_from_db()
        assert (one.state, one.reason) == (
            ImportState.FAILED, "The disk is full. Make room on the server, and bring the file again.",
        )  # fmt: skip
    assert list(spool_of(one).parent.glob(".*")) == []


def test_cases_of_another_system_come_silently_and_only_once(as_administrator: Client, touchpoint: Touchpoint) -> None:
    for times in (1, 2):
        one = brought(as_administrator, json.dumps(ZAMMAD), "zammad", touchpoint=touchpoint.pk)
        as_administrator.post(f"/settings/imports/{one.pk}/taking/")
        as_administrator.post(f"/settings/imports/{one.pk}/taking/")
        JobLoop().drain()
        one.refresh_from_db()
        assert (times, one.state, one.new, one.known) == (times, ImportState.DONE, 2 - times, times - 1)
    assert (Case.objects.count(), Delivery.objects.count(), mail.outbox) == (1, 0, [])
    assert Entry.objects.filter(kind="import.began").count() == 2


def test_mails_of_the_past_come_as_history(as_administrator: Client, mailbox: Mailbox) -> None:
    one_mail = "From: Eeva <eeva@posti.example>\nTo: palvelu@tupa.example\nSubject: Sänky{n}\nMessage-ID: <m{n}@posti.example>\nDate: Mon, 5 Feb 2024 10:00:00 +0200\n\nHei {n}\n"
    box = "".join(f"From eeva@posti.example Mon Feb  5 10:00:0{n} 2024\n{one_mail.format(n=n)}\n" for n in (1, 2))
    one = brought(as_administrator, box, "mbox", mailbox=mailbox.pk)
    assert (one.state, one.tried["new"], Intake.objects.count()) == (ImportState.READY, 2, 0)
    as_administrator.post(f"/settings/imports/{one.pk}/taking/")
    JobLoop().drain()
    one.refresh_from_db()
    assert (one.state, one.new, Delivery.objects.count()) == (ImportState.DONE, 2, 0)
    again = brought(as_administrator, box, "mbox")
    assert (again.tried["new"], again.tried["known"]) == (0, 2)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("customers", "a,b\n1,2\n"), ("customers", b"\x89PNG\r\n\0\0\0\0"), ("vcard", "Nimi;Posti\n"),
        ("customers", b""), ("zendesk", "Nimi;Posti\n"), ("zendesk", b"PK\x03\x04 ei zip"), ("mbox", b""),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_was_chosen_is_refused_with_the_reason(
    source: str, content: str | bytes, as_administrator: Client, touchpoint: Touchpoint
) -> None:
    status, why = refused(as_administrator, content, source, touchpoint=touchpoint.pk)
    assert (status, bool(why), Import.objects.count()) == (422, True, 0)


def test_a_zip_that_would_fill_the_disk_is_refused(
    as_administrator: Client, touchpoint: Touchpoint, settings: object
) -> None:
    settings.KOHTAAMO = {**settings.KOHTAAMO, "MAX_UPLOAD_MB": 1}  # type: ignore[attr-defined]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tickets.json", b"[" + b" " * 20_000_000 + b"]")
    assert refused(as_administrator, packed.getvalue(), "zendesk", touchpoint=touchpoint.pk)[0] == 413
    assert refused(as_administrator, b"x" * 1_100_000)[0] == 413


def test_cases_need_a_touchpoint(as_administrator: Client) -> None:
    answer = as_administrator.post(NEW, {"source": "zendesk", "file": a_file("[]")})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["touchpoint"])


@pytest.mark.parametrize("content", ["[]", '{"id": 1}', '[{"id": 1}, {"id": 2}]', "{broken"])
def test_an_export_of_which_nothing_can_be_used_says_so(
    content: str, as_administrator: Client, touchpoint: Touchpoint
) -> None:
    one = brought(as_administrator, content, "zendesk", touchpoint=touchpoint.pk)
    assert (one.state, bool(one.why)) == (ImportState.FAILED, True)
    assert as_administrator.post(f"/settings/imports/{one.pk}/taking/").status_code == 409


def many(number: int) -> str:
    return "email\n" + "".join(f"a{n}@posti.example\n" for n in range(number))


def test_one_that_is_cut_off_goes_on_where_it_was(as_administrator: Client, administrator: Member) -> None:
    one = brought(as_administrator, many(600))
    as_administrator.post(f"/settings/imports/{one.pk}/taking/")
    assert carry_batch(one.pk)
    one.refresh_from_db()
    assert (one.at, Customer.objects.count()) == (250, 250)
    spool_of(one).unlink()  # another machine, or restored: read anew
    while carry_on(one.pk):
        pass
    one.refresh_from_db()
    assert (one.state, counts(one), Customer.objects.count()) == (ImportState.DONE, (600, 0, 600, 0, 0), 600)


def test_what_nobody_carries_any_more_sets_out_again(as_administrator: Client) -> None:
    as_administrator.post(NEW, {"source": "customers", "file": a_file(TABLE)})
    one = Import.objects.get()
    DBTaskResult.objects.all().delete()
    Import.objects.update(beat_at=now() - SILENT - timedelta(seconds=1))
    look_after()
    JobLoop().drain()
    one.refresh_from_db()
    assert one.state == ImportState.READY


def test_one_that_is_stopped_stays_and_may_go_on(as_administrator: Client) -> None:
    one = brought(as_administrator, many(300))
    address = f"/settings/imports/{one.pk}"
    as_administrator.post(f"{address}/taking/")
    as_administrator.post(f"{address}/stopping/")
    JobLoop().drain()
    one.refresh_from_db()
    assert (one.state, Customer.objects.count()) == (ImportState.STOPPED, 0)
    as_administrator.post(f"{address}/taking/")
    JobLoop().drain()
    one.refresh_from_db()
    assert (one.state, one.new) == (ImportState.DONE, 300)


def test_the_file_and_its_words_are_let_go_after_a_week(as_administrator: Client) -> None:
    one = brought(as_administrator, TABLE)
    Import.objects.update(beat_at=now() - KEPT - timedelta(hours=1))
    look_after()
    one.refresh_from_db()
    assert (one.file, one.examples, BadRow.objects.count(), Blob.objects.count()) == (None, [], 0, 0)
    assert as_administrator.get(f"/settings/imports/{one.pk}/").status_code == 200
    assert as_administrator.post(f"/settings/imports/{one.pk}/taking/").status_code == 409


def test_only_who_may_carry_sees_it(as_administrator: Client, as_lead: Client, as_outsider: Client) -> None:
    one = brought(as_administrator, TABLE)
    for client in (as_lead, as_outsider):
        for page in ("", "new/", f"{one.pk}/", f"{one.pk}/progress/", f"{one.pk}/bad-rows/"):
            assert client.get(f"/settings/imports/{page}").status_code == 403
        for act in ("taking", "stopping"):
            assert client.post(f"/settings/imports/{one.pk}/{act}/").status_code == 403
    for page in (
        "999999/",
        "999999/progress/",
        "999999/bad-rows/",
        f"{2**63}/",
        f"{10**30}/bad-rows/",
        f"{'9' * 5000}/",
    ):
        assert as_administrator.get(f"/settings/imports/{page}").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_many(as_administrator: Client, administrator: Member) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_administrator.get("/settings/imports/")
        return len(queries)

    def more(number: int) -> None:
        Import.objects.bulk_create(
            Import(source="customers", name=f"{n}.csv", by=administrator, made_at=now(), beat_at=now(), state="done")
            for n in range(number)
        )

    more(1)
    few = min(asked(), asked())
    more(49)
    assert min(asked(), asked()) == few


def test_progress_tells_the_page_when_it_has_ended(as_administrator: Client) -> None:
    one = brought(as_administrator, TABLE)
    answer = as_administrator.get(f"/settings/imports/{one.pk}/progress/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
