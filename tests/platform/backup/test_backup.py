"""A backup made while others write holds one moment, whole; restored, everything is as it was, or nothing changes."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.backup import make
from kohtaamo.platform.backup.archive import Reading, Writing
from kohtaamo.platform.backup.errors import DamagedBackup, FileGone, NewerBackup, NoRoom, NotABackup, NotEmpty
from kohtaamo.platform.backup.make import backup
from kohtaamo.platform.backup.restore import restore
from kohtaamo.platform.backup.tables import tables
from kohtaamo.platform.storage.keep import fetch, file_of, keep
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.founding import folder_of_the_run, founded

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = os.urandom(700_000)


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()


@pytest.fixture
def lived_in(case: Case, owner: Member, as_owner: Client) -> str:
    """A house with people, a case, a session, a small and a large file; the digest of the large one."""
    with unit_of_work():
        keep("pieni ✉ \0".encode())
        return keep(LARGE).digest


def everything() -> dict[str, list[str]]:
    return {table.name: list(table.lines()) for table in tables()}


def emptied() -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(table.name) for table in tables())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {names}")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in tables():
            cursor.execute(f"DELETE FROM {quote(table.name)}")
        cursor.execute("PRAGMA foreign_keys = ON")


def test_everything_comes_back_row_by_row_and_byte_by_byte(lived_in: str, tmp_path: Path) -> None:
    before = everything()
    contents = backup(tmp_path / "b.kohtaamo")
    assert contents.rows == sum(map(len, before.values()))
    emptied()
    file_of(lived_in).unlink()
    restore(tmp_path / "b.kohtaamo")
    assert everything() == before
    assert fetch(lived_in) == LARGE


def test_what_others_write_meanwhile_is_wholly_in_or_wholly_out(lived_in: str, says: Says, tmp_path: Path) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            written.append(says(f"Sana {len(written)}", sender=f"a{len(written)}@posti.example").pk)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 3:
        stop.wait(0.01)
    files = [backup(tmp_path / f"b{number}.kohtaamo") for number in range(3)]
    stop.set()
    writer.join()
    assert files[0].rows < files[2].rows
    for number in range(3):
        emptied()
        restore(tmp_path / f"b{number}.kohtaamo")
        assert Message.objects.filter(author="customer").count() == Case.objects.count() == Customer.objects.count()
        connection.check_constraints()


def test_numbers_once_given_are_not_given_again(lived_in: str, customer: Customer, tmp_path: Path) -> None:
    last = Customer.objects.create(name="Poistettu", created_at=customer.created_at)
    gone = last.pk
    last.delete()
    backup(tmp_path / "b.kohtaamo")
    emptied()
    restore(tmp_path / "b.kohtaamo")
    assert Customer.objects.create(name="Uusi", created_at=customer.created_at).pk == gone + 1


def test_a_house_that_is_lived_in_is_replaced_only_when_told(lived_in: str, says: Says, tmp_path: Path) -> None:
    before = everything()
    backup(tmp_path / "b.kohtaamo")
    says("Myöhempi viesti", sender="myohemmin@posti.example")
    after = everything()
    with pytest.raises(NotEmpty):
        restore(tmp_path / "b.kohtaamo")
    assert everything() == after
    restore(tmp_path / "b.kohtaamo", replace=True)
    assert everything() == before


def test_a_damaged_backup_changes_nothing(lived_in: str, tmp_path: Path) -> None:
    backup(tmp_path / "b.kohtaamo")
    whole = bytearray((tmp_path / "b.kohtaamo").read_bytes())
    whole[len(whole) // 2] ^= 1
    (tmp_path / "b.kohtaamo").write_bytes(whole)
    before = everything()
    with pytest.raises(DamagedBackup):
        restore(tmp_path / "b.kohtaamo", replace=True)
    assert everything() == before


def test_a_backup_that_was_cut_off_is_none(lived_in: str, tmp_path: Path) -> None:
    backup(tmp_path / "b.kohtaamo")
    whole = (tmp_path / "b.kohtaamo").read_bytes()
    (tmp_path / "b.kohtaamo").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(NotABackup):
        restore(tmp_path / "b.kohtaamo", replace=True)


def test_a_restore_that_fails_at_the_last_moment_changes_nothing(lived_in: str, tmp_path: Path) -> None:
    backup(tmp_path / "b.kohtaamo")
    file_of(lived_in).unlink()
    before = everything()

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        restore(tmp_path / "b.kohtaamo", replace=True, finish=fail)
    assert everything() == before
    assert not file_of(lived_in).exists()


def test_a_newer_backup_is_refused(lived_in: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "migrations_of", lambda: {"staff": ["9999_from_the_future"]})
    backup(tmp_path / "b.kohtaamo")
    with pytest.raises(NewerBackup):
        restore(tmp_path / "b.kohtaamo", replace=True)


def test_a_missing_file_stops_the_backup_and_leaves_nothing(lived_in: str, tmp_path: Path) -> None:
    file_of(lived_in).unlink()
    with pytest.raises(FileGone):
        backup(tmp_path / "b.kohtaamo")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_full_disk_is_told_of_and_leaves_nothing(
    lived_in: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Writing) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writing, "close", full)
    with pytest.raises(NoRoom):
        backup(tmp_path / "b.kohtaamo")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_a_killed_backup_left_is_removed_by_the_next(lived_in: str, tmp_path: Path) -> None:
    (tmp_path / ".b.kohtaamo.0a1b2c3d.part").write_bytes(b"half")
    backup(tmp_path / "b.kohtaamo")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.kohtaamo", "data"]
    assert (tmp_path / "b.kohtaamo").stat().st_mode & 0o077 == 0


def test_the_key_made_here_travels_with_the_backup(lived_in: str, tmp_path: Path) -> None:
    (Path(settings.DATA) / "secret-key").write_text(settings.SECRET_KEY)
    backup(tmp_path / "b.kohtaamo")
    assert Reading(tmp_path / "b.kohtaamo").key() == settings.SECRET_KEY
    assert "secret-key" in zipfile.ZipFile(tmp_path / "b.kohtaamo").namelist()


@pytest.fixture
def command(tmp_path: Path) -> Any:
    def run(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("KOHTAAMO_")}
        environment |= {"KOHTAAMO_DATA": str(tmp_path / "elsewhere"), "DJANGO_SETTINGS_MODULE": ""}
        environment.pop("DJANGO_SETTINGS_MODULE")
        line = [sys.executable, "-c", "from kohtaamo.cli import main; main()", *words]
        return subprocess.run(line, env=environment, capture_output=True, text=True, check=False, **more)

    return run


@pytest.mark.server
def test_the_commands_restore_either_database_to_an_embedded_one_and_tell_of_a_full_disk(
    lived_in: str, tmp_path: Path, command: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if connection.vendor == "sqlite":  # to one that stands empty; from PostgreSQL, to one that is not there yet
        shutil.copytree(founded(folder_of_the_run(tmp_path_factory)), tmp_path / "elsewhere")
    backup(tmp_path / "b.kohtaamo")
    done = command("restore", str(tmp_path / "b.kohtaamo"), "--send-waiting")
    assert (done.returncode, done.stderr) == (0, "")
    done = command("backup", str(tmp_path / "again.kohtaamo"))
    assert (done.returncode, done.stderr) == (0, "")
    first, second = (Reading(tmp_path / f"{name}.kohtaamo") for name in ("b", "again"))
    assert second.contents.tables == first.contents.tables
    assert second.contents.files == first.contents.files
    assert second.contents.numbers == first.contents.numbers

    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # noqa: E731
    done = command("backup", str(tmp_path / "small.kohtaamo"), preexec_fn=limit)
    assert (done.returncode, "no room" in done.stderr) == (1, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.kohtaamo", "b.kohtaamo", "data", "elsewhere"]


LATER = ("customers", "0004_erased")


@pytest.mark.server
def test_a_backup_of_an_older_version_is_brought_to_this_one(lived_in: str, tmp_path: Path) -> None:
    """As it was before customers could be erased, and what came after."""
    before = everything()
    backup(tmp_path / "b.kohtaamo")
    _made_older(tmp_path / "b.kohtaamo", tmp_path / "old.kohtaamo")
    emptied()
    restore(tmp_path / "old.kohtaamo")
    after = everything()
    assert after["customers_customer"] == before["customers_customer"]
    assert after["encounters_message"] == before["encounters_message"]
    assert fetch(lived_in) == LARGE


def _made_older(new: Path, old: Path) -> None:
    """The same backup as a version without ``LATER``, and without what was built on it, would have written it."""
    archive, out = Reading(new), Writing(old)
    loader = MigrationLoader(connection)
    later = set(loader.graph.backwards_plan(LATER))
    earlier = loader.project_state([node for node in loader.graph.nodes if node not in later]).apps
    known = {one._meta.db_table: one for one in earlier.get_models(include_auto_created=True)}
    ours = {one._meta.db_table for one in apps.get_models(include_auto_created=True)}
    out.contents.migrations = {
        app: [name for name in names if (app, name) not in later] for app, names in archive.contents.migrations.items()
    }
    out.contents.numbers = archive.contents.numbers
    for name, part in archive.contents.tables.items():
        if name in ours and name not in known:
            continue
        had = {field.column for field in known[name]._meta.local_concrete_fields} if name in known else {*part.columns}
        kept = [place for place, column in enumerate(part.columns) if column in had]
        lines = (json.dumps([json.loads(line)[place] for place in kept]) for line in archive.lines(name))
        out.table(name, [part.columns[place] for place in kept], lines)
    for digest in archive.contents.files:
        out.file(digest, archive.pieces(digest))
    out.close()
