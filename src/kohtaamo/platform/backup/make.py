"""Making a backup while the system runs."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kohtaamo.platform.backup.archive import KEY, PIECE, Contents, Told, Writing
from kohtaamo.platform.backup.errors import DamagedBackup, FileGone, NoRoom, NotThisVersion
from kohtaamo.platform.backup.numbers import last_numbers
from kohtaamo.platform.backup.snapshot import snapshot
from kohtaamo.platform.backup.tables import tables
from kohtaamo.platform.storage.keep import file_of
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.storage.room import is_full
from kohtaamo.platform.storage.tidy import while_files_stay
from kohtaamo.platform.time import now


def backup(path: Path, *, told: Told = lambda done, of: None) -> Contents:
    """Write a backup to ``path``, which appears only when it is whole; ``told`` hears of rows and files done.

    Raises ``NoRoom``, ``FileGone``, ``NotThisVersion``, and ``OSError`` when the folder cannot be written.
    """
    with while_files_stay(), _beside(path) as part, snapshot():
        archive = Writing(part)
        try:
            _write(archive, told)
            archive.close()
        except DamagedBackup as problem:
            raise FileGone from problem
        finally:
            archive.abandon()
        return archive.contents


def _write(archive: Writing, told: Told) -> None:
    archive.contents.migrations = migrations_of()
    archive.contents.made_at = now().isoformat()
    archive.contents.version = version("kohtaamo")
    archive.contents.database = connection.vendor
    every = tables()
    archive.contents.numbers = last_numbers(every)
    files = Blob.objects.filter(packed=None).order_by("digest").values_list("digest", flat=True)
    progress = _Progress(sum(table.count() for table in every) + files.count(), told)
    for table in every:
        archive.table(table.name, table.columns, progress.counting(table.lines()))
    for digest in progress.counting(files.iterator(chunk_size=1000)):
        archive.file(digest, _pieces(file_of(digest)))
    secret = Path(settings.DATA) / KEY
    if secret.exists() and secret.read_text().strip() == settings.SECRET_KEY:
        archive.key(settings.SECRET_KEY)


def migrations_of() -> dict[str, list[str]]:
    """The applied migrations of each app. Raises ``NotThisVersion`` unless they are those of this version."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotThisVersion
    found: dict[str, list[str]] = {}
    for app, name in sorted(executor.loader.applied_migrations):
        found.setdefault(app, []).append(name)
    return found


class _Progress:
    def __init__(self, of: int, told: Told) -> None:
        self._of, self._told, self._done = of, told, 0

    def counting(self, things: Iterable[str]) -> Iterator[str]:
        for thing in things:
            yield thing
            self._done += 1
            if self._done % 500 == 0 or self._done == self._of:
                self._told(self._done, self._of)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except FileNotFoundError as problem:
        raise FileGone from problem


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its name when all went well, and is gone when not.

    What a killed backup left is known by nobody holding it, and is removed by the next.
    """
    for left in path.parent.glob(f".{path.name}.*.part"):
        _remove_unheld(left)
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield part
            os.fsync(held.fileno())
            part.replace(path)
            _settle(path.parent)
    except OSError as problem:
        if is_full(problem):
            raise NoRoom from problem
        raise
    finally:
        part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """The new name itself is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_unheld(left: Path) -> None:
    try:
        with left.open("rb") as file:
            if _is_unheld(file):
                left.unlink(missing_ok=True)
    except OSError:
        return


def _is_unheld(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
