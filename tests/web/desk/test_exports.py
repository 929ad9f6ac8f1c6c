"""Everything taken out on a page: made beside the pages, fetched with a note in the journal, let go after some days."""

from __future__ import annotations

import io
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case, Message
from kohtaamo.passage.choices import ExportForm, ExportState
from kohtaamo.passage.commands.exports import begin_export
from kohtaamo.passage.exporting.archive import BEAT, KEPT, SILENT, archive_of, let_go_old, make, make_exports
from kohtaamo.passage.models import Export
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.findings import findings
from tests.passage.test_exporting import ROOM, no_file_beyond

pytestmark = pytest.mark.django_db
WITH_THREADS = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """The folder outlives the rows."""
    yield
    for path in archive_of(1).parent.glob("*"):
        path.unlink()


def fetched(client: Client, one: Export) -> zipfile.ZipFile:
    answer = client.get(f"/settings/exports/{one.pk}/archive/")
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def a_done_one(actor: Member) -> Export:
    at = now()
    one = Export.objects.create(form="csv", by=actor, made_at=at, beat_at=at, ended_at=at, state=ExportState.DONE)
    archive_of(one.pk).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive_of(one.pk), "w") as packed:
        packed.writestr("export.json", "{}")
    return one


@WITH_THREADS
def test_everything_is_in_the_archive_in_each_form(case: Case, administrator: Member, as_administrator: Client) -> None:
    for form in ExportForm.values:
        one = begin_export(actor=administrator, form=form, files=True)
        make(one, threading.Event())
        one.refresh_from_db()
        packed = fetched(as_administrator, one)
        told = json.loads(packed.read("export.json"))
        assert (one.state, one.rows, one.size) == (
            ExportState.DONE, sum(told["tables"].values()), archive_of(one.pk).stat().st_size,
        )  # fmt: skip
        assert (packed.testzip(), f"encounters_case.{form}" in packed.namelist()) == (None, True)
        assert told["tables"]["encounters_message"] == Message.objects.count()
    assert sorted(path.suffix for path in archive_of(1).parent.iterdir()) == [".zip"] * 3
    stopped = begin_export(actor=administrator, form="csv")
    as_administrator.post(f"/settings/exports/{stopped.pk}/stopping/")
    make(stopped, threading.Event())
    assert (Export.objects.get(pk=stopped.pk).state, archive_of(stopped.pk).exists()) == (ExportState.STOPPED, False)


def test_the_journal_notes_each_fetching(administrator: Member, as_administrator: Client) -> None:
    one = a_done_one(administrator)
    for _time in range(2):
        assert fetched(as_administrator, one).namelist() == ["export.json"]
    told = Entry.objects.filter(kind="export.fetched").values_list("actor", flat=True)
    assert list(told) == [administrator.journal_name] * 2


def test_pressed_twice_it_is_made_once_and_another_waits(as_administrator: Client) -> None:
    first, again = (as_administrator.post("/settings/exports/", {"form": "csv"}) for _time in range(2))
    assert (first.status_code, first["Location"], Export.objects.count()) == (303, again["Location"], 1)
    assert as_administrator.post("/settings/exports/", {"form": "parquet"}).status_code == 409


def test_one_that_is_stopped_cannot_be_fetched(administrator: Member, as_administrator: Client) -> None:
    one = begin_export(actor=administrator, form="csv")
    as_administrator.post(f"/settings/exports/{one.pk}/stopping/")
    assert as_administrator.get(f"/settings/exports/{one.pk}/archive/").status_code == 409


@WITH_THREADS
def test_one_that_was_cut_off_is_made_anew(administrator: Member) -> None:
    one = begin_export(actor=administrator, form="csv")
    Export.objects.update(beat_at=now() - SILENT - timedelta(seconds=1))
    left = archive_of(one.pk).with_name(f".{one.pk}")
    left.mkdir(parents=True)
    (left / "half.csv").write_text("x")
    stop = threading.Event()
    background = threading.Thread(target=make_exports, args=(stop,))
    background.start()
    for _time in range(200):
        if Export.objects.get().state == ExportState.DONE:
            break
        stop.wait(0.05)
    stop.set()
    background.join()
    assert "half.csv" not in zipfile.ZipFile(archive_of(one.pk)).namelist()


FULL = "Levy on täynnä"


def database_size() -> int:
    """Bytes of the database's own file, which no limit may hit; none where a server keeps it."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


@WITH_THREADS
def test_where_not_even_the_failure_can_be_written_down_it_is_as_soon_as_there_is_room(
    case: Case, administrator: Member
) -> None:
    keep(os.urandom(2 * ROOM))
    one, stop = begin_export(actor=administrator, form="csv", files=True), threading.Event()
    making = threading.Thread(target=lambda: (make(one, stop), connection.close()))
    with no_file_beyond(ROOM):
        making.start()
        making.join(2 * BEAT)
    making.join(30)
    one.refresh_from_db()
    assert (making.is_alive(), one.state, list(archive_of(one.pk).parent.iterdir())) == (False, ExportState.FAILED, [])


@WITH_THREADS
@pytest.mark.parametrize("form", ExportForm.values)
def test_an_archive_that_does_not_fit_is_told_there_and_to_those_who_mend_until_it_is_made_again(
    case: Case, administrator: Member, as_administrator: Client, form: str
) -> None:
    """Each file fits by itself, the archive of them does not."""
    room = database_size() + 500_000
    for _number in range(2):
        keep(os.urandom(room - 1000))
    one = begin_export(actor=administrator, form=form, files=True)
    with no_file_beyond(room):
        make(one, threading.Event())
    one.refresh_from_db()
    told = [
        FULL in as_administrator.get(page).content.decode() for page in (f"/settings/exports/{one.pk}/", "/operations/")
    ]
    assert (one.state, told, list(archive_of(one.pk).parent.iterdir())) == (ExportState.FAILED, [True, True], [])
    assert as_administrator.get(f"/settings/exports/{one.pk}/archive/").status_code == 409

    assert as_administrator.post("/settings/exports/", {"form": form, "with_files": "on"}).status_code == 303
    assert [each.kind.slug for each in findings() if each.kind and each.kind.slug == "exports"] == []
    again = Export.objects.get(state=ExportState.GOING)
    make(again, threading.Event())
    again.refresh_from_db()
    assert (again.state, fetched(as_administrator, again).testzip()) == (ExportState.DONE, None)


def test_who_mends_the_machine_but_carries_nothing_sees_that_it_failed_and_no_way_there(
    administrator: Member, as_administrator: Client
) -> None:
    at = now()
    one = Export.objects.create(
        form="csv", by=administrator, made_at=at, beat_at=at, ended_at=at, state=ExportState.FAILED
    )
    way = f"/settings/exports/{one.pk}/"
    seen = [way in as_administrator.get("/operations/").content.decode()]
    administrator.role.rights = [right for right in administrator.role.rights if right != Right.CARRY]
    administrator.role.save()
    page = as_administrator.get("/operations/").content.decode()
    assert (seen, way in page, "Vienti ei onnistunut" in page) == ([True], False, True)
    Export.objects.update(ended_at=at - KEPT - timedelta(minutes=1))
    assert "Vienti ei onnistunut" not in as_administrator.get("/operations/").content.decode()


def test_an_archive_goes_after_three_days(administrator: Member, as_administrator: Client) -> None:
    one = a_done_one(administrator)
    Export.objects.update(ended_at=now() - KEPT - timedelta(minutes=1))
    let_go_old()
    assert (Export.objects.get().state, archive_of(one.pk).exists()) == (ExportState.GONE, False)
    assert as_administrator.get(f"/settings/exports/{one.pk}/").status_code == 200
    assert as_administrator.get(f"/settings/exports/{one.pk}/archive/").status_code == 409


def test_only_who_may_carry_sees_it(administrator: Member, as_administrator: Client, as_lead: Client) -> None:
    one = begin_export(actor=administrator, form="csv")
    for page in ("", f"{one.pk}/", f"{one.pk}/progress/", f"{one.pk}/archive/"):
        assert as_lead.get(f"/settings/exports/{page}").status_code == 403
    assert as_lead.post("/settings/exports/", {"form": "csv"}).status_code == 403
    assert as_lead.post(f"/settings/exports/{one.pk}/stopping/").status_code == 403
    for page in ("999999/", "999999/archive/", f"{2**63}/", f"{10**30}/archive/", f"{'9' * 5000}/"):
        assert as_administrator.get(f"/settings/exports/{page}").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_many(as_administrator: Client, administrator: Member) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_administrator.get("/settings/exports/")
        return len(queries)

    def more(number: int) -> None:
        row = Export(form="csv", by=administrator, made_at=now(), beat_at=now(), state=ExportState.STOPPED)
        Export.objects.bulk_create([row] if number == 1 else [Export(form="csv", by=administrator, made_at=now(), beat_at=now(), state=ExportState.STOPPED) for _n in range(number)])  # fmt: skip

    more(1)
    few = min(asked(), asked())
    more(49)
    assert min(asked(), asked()) == few
