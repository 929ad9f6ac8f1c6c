"""Restoring a backup: all of it or nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from kohtaamo.platform.backup.archive import KEY, Contents, Reading, Told
from kohtaamo.platform.backup.errors import DamagedBackup, NewerBackup, NotEmpty
from kohtaamo.platform.backup.numbers import go_on_from
from kohtaamo.platform.backup.tables import Table, tables
from kohtaamo.platform.errors import Conflict
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.keep import file_of
from kohtaamo.platform.storage.tidy import while_files_stay

Step = Callable[[str], Told]


def quietly(name: str) -> Told:
    """Nobody watches."""
    return lambda done, of: None


def restore(
    path: Path, *, replace: bool = False, finish: Callable[[], None] = lambda: None, step: Step = quietly
) -> Contents:
    """Put everything of a backup in place of what is here, in one transaction, and do ``finish`` as its last part.

    ``step`` is told the name of each part of the work and returns what hears of its progress. A backup of an older
    version is first brought to this one in a database of its own. Raises ``NotABackup``, ``DamagedBackup``,
    ``NewerBackup``, ``NotEmpty`` and ``Conflict``; whatever is raised, nothing has changed.
    """
    archive = Reading(path)
    try:
        archive.verify(step(_("Reading the backup through")))
        if _is_newer(archive.contents):
            raise NewerBackup
        call_command("migrate", verbosity=0, interactive=False)
        if not replace and not is_empty():
            raise NotEmpty
        with while_files_stay(), _of_this_version(archive, path) as rows, _files(archive, step(_("Files"))):
            _load(rows, archive.key(), finish, step(_("Rows")))
        return archive.contents
    finally:
        archive.close()


def is_empty() -> bool:
    """Whether nobody has been here: no people and nothing in the journal."""
    return not (get_user_model().objects.exists() or Entry.objects.exists())


def _is_newer(contents: Contents) -> bool:
    known = MigrationLoader(connection).disk_migrations
    return any((app, name) not in known for app, names in contents.migrations.items() for name in names)


def _is_older(contents: Contents) -> bool:
    theirs = {(app, name) for app, names in contents.migrations.items() for name in names}
    return any(each not in theirs for each in MigrationLoader(connection).graph.nodes)


@contextmanager
def _of_this_version(archive: Reading, path: Path) -> Iterator[Reading]:
    """The backup itself, or when it is older, one like it with the tables of this version."""
    if not _is_older(archive.contents):
        yield archive
        return
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=settings.DATA) as folder:
        raised = Path(folder) / "raised.kohtaamo"
        run = [sys.executable, "-m", "kohtaamo.platform.backup.raising", str(path.absolute()), str(raised)]
        ours = {key: value for key, value in os.environ.items() if not key.startswith("KOHTAAMO_")}
        there = {"KOHTAAMO_DATA": folder, "DJANGO_SETTINGS_MODULE": "kohtaamo.config.settings"}
        done = subprocess.run(run, env={**ours, **there}, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stderr.strip().splitlines() or [""])[-1]
            raise Conflict(_("The backup could not be brought to this version: %(why)s") % {"why": said})
        rows = Reading(raised)
        try:
            yield rows
        finally:
            rows.close()


@contextmanager
def _files(archive: Reading, told: Told) -> Iterator[None]:
    """The kept files in their places; those that were not there before are taken away again when the rest fails."""
    added: list[Path] = []
    try:
        for number, digest in enumerate(archive.contents.files):
            told(number, len(archive.contents.files))
            place = file_of(digest)
            if not place.exists():
                _put(place, digest, archive)
                added.append(place)
        yield
    except BaseException:
        for place in added:
            place.unlink(missing_ok=True)
        raise


def _put(place: Path, digest: str, archive: Reading) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside, seen = place.with_name(f".{uuid4().hex}"), hashlib.sha256()
    try:
        with beside.open("wb") as out:
            for piece in archive.pieces(digest):
                seen.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        if seen.hexdigest() != digest:
            raise DamagedBackup
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _load(archive: Reading, key: str, finish: Callable[[], None], told: Told) -> None:
    every = tables()
    try:
        with transaction.atomic(), _key(key):
            _clear(every)
            put_rows(archive, every, told)
            finish()
    except DatabaseError as problem:
        said = str(problem).strip().splitlines()[0]
        raise Conflict(
            _("The database did not take the backup, and nothing was changed: %(why)s") % {"why": said}
        ) from problem


def put_rows(archive: Reading, every: list[Table], told: Told) -> None:
    """The rows of the archive into empty tables, and the numbers that go on from them. Raises ``DamagedBackup``."""
    rows, done = archive.contents.rows, 0

    def counted(table: Table) -> Iterator[list[Any]]:
        nonlocal done
        for line in archive.lines(table.name):
            yield table.values(line)
            done += 1
            if done % 500 == 0 or done == rows:
                told(done, rows)

    for table in every:
        part = archive.contents.tables.get(table.name)
        if part is None or not table.arrange(part.columns):
            raise DamagedBackup
        table.insert(counted(table))
        if table.count() != part.rows:
            raise DamagedBackup
    go_on_from(every, archive.contents.numbers)


def _clear(every: list[Table]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quote(table.name) for table in every)}")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in every:
            cursor.execute(f"DELETE FROM {quote(table.name)}")  # noqa: S608 - our own table


@contextmanager
def _key(secret: str) -> Iterator[None]:
    """The signing key of the backup in place of the one made here; put back when the rest fails."""
    place = Path(settings.DATA) / KEY
    is_ours = place.exists() and place.read_text().strip() == settings.SECRET_KEY
    if not secret or not is_ours:
        yield
        return
    before = place.read_text()
    try:
        _write_key(place, secret)
        yield
    except BaseException:
        _write_key(place, before)
        raise


def _write_key(place: Path, secret: str) -> None:
    beside = place.with_name(f".{uuid4().hex}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secret)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(place)
