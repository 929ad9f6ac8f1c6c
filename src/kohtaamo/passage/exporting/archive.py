"""Everything in one archive, made beside the pages by a thread of its own: it reads one moment, so it cannot be cut up.

Whoever is killed in the middle leaves nothing but a folder, and another begins anew.
"""

from __future__ import annotations

import logging
import shutil
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from kohtaamo.passage.choices import ExportForm, ExportState
from kohtaamo.passage.exporting.export import write_all
from kohtaamo.passage.models import Export
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.live.wake import wait
from kohtaamo.platform.storage.room import is_full
from kohtaamo.platform.storage.tidy import while_files_stay
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
BELL = "exports"
BEAT = 0.5  # seconds
SILENT = timedelta(seconds=60)  # who is silent for longer was cut off
KEPT = timedelta(days=3)
FULL = _("The disk is full. Make room on the server, and make the archive again.")
FAILED = _("Something failed on the way. Make it again.")


class _Stopped(Exception):
    """A person stopped it, or the house closes."""


def archive_of(export_id: int) -> Path:
    """Where the archive lies while it is kept."""
    return Path(settings.DATA) / "exports" / f"{export_id}.zip"


def make_exports(stop: threading.Event) -> None:
    """Make what is asked for, one after another, until ``stop``; let go what is old."""
    while not stop.is_set():
        close_old_connections()
        let_go_old()
        if (one := _claimed()) is not None:
            make(one, stop)
        else:
            wait(BELL, timeout=2.0)
    connection.close()


def _claimed() -> Export | None:
    """One that nobody makes; by the moment of its last sign only one of several can have it."""
    silent = Q(beat_at=F("made_at")) | Q(beat_at__lt=now() - SILENT)
    for one in Export.objects.filter(silent, state=ExportState.GOING).select_related("by"):
        if Export.objects.filter(pk=one.pk, state=ExportState.GOING, beat_at=one.beat_at).update(beat_at=now()):
            return one
    return None


def make(one: Export, stop: threading.Event) -> None:
    """Make it, telling how far it has come."""
    making = _Making(one)
    thread = threading.Thread(target=making.run, name=f"export-{one.pk}", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(BEAT)
        if not _goes_on(one, making) or stop.is_set():
            making.is_stopped = True
    if making.why:
        _tell(one, making.why, stop)


def _goes_on(one: Export, making: _Making) -> bool:
    """Whether nobody has stopped it. Where nothing can be written down just now, on a full disk, it goes on."""
    mine = Export.objects.filter(pk=one.pk, state=ExportState.GOING)
    try:
        return bool(mine.update(beat_at=now(), done=making.done, of=making.of))
    except DatabaseError:
        close_old_connections()
        return True


def _tell(one: Export, why: str, stop: threading.Event) -> None:
    """Say why it was not made, as soon as that can be written down: left going, it would be made over and over."""
    while not stop.is_set():
        try:
            mine = Export.objects.filter(pk=one.pk, state=ExportState.GOING)
            mine.update(state=ExportState.FAILED, ended_at=now(), why=why)
        except DatabaseError:
            close_old_connections()
            stop.wait(BEAT)
        else:
            return


class _Making:
    """One archive being made in a thread of its own; ``why`` it was not, in English."""

    def __init__(self, one: Export) -> None:
        self.done = self.of = 0
        self.why = ""
        self.is_stopped = False
        self._one = one
        self._folder = archive_of(one.pk).with_name(f".{one.pk}")

    def run(self) -> None:
        """What is left of it is gone before anybody says that it failed: on a full disk that takes room too."""
        try:
            self._try()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
            archive_of(self._one.pk).with_suffix(".part").unlink(missing_ok=True)
            connection.close()

    def _try(self) -> None:
        try:
            shutil.rmtree(self._folder, ignore_errors=True)
            with while_files_stay():
                counts = write_all(self._folder, format=self._one.form, files=self._one.files, told=self._told)
            self._pack()
            self._end(sum(counts.values()))
        except _Stopped:
            pass
        except Exception as problem:
            logger.exception("export %s could not be made", self._one.pk)
            self.why = FULL if is_full(problem) else FAILED
            let_go(self._one.pk)

    def _told(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        if self.is_stopped:
            raise _Stopped

    def _pack(self) -> None:
        """Each file goes as soon as it is in the archive, so that all of it never lies there twice."""
        part = archive_of(self._one.pk).with_suffix(".part")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
            for path in sorted(each for each in self._folder.rglob("*") if each.is_file()):
                self._told(self.done, self.of)
                is_packed = path.parent != self._folder or self._one.form == ExportForm.PARQUET
                name = path.relative_to(self._folder).as_posix()
                packed.write(path, name, zipfile.ZIP_STORED if is_packed else None)
                path.unlink()
        part.replace(archive_of(self._one.pk))

    def _end(self, rows: int) -> None:
        with unit_of_work():
            told = {"state": ExportState.DONE, "ended_at": now(), "rows": rows, "done": self.of, "of": self.of}
            size = archive_of(self._one.pk).stat().st_size
            if Export.objects.filter(pk=self._one.pk, state=ExportState.GOING).update(**told, size=size):
                one = self._one
                record("export.made", actor=one.by, number=one.pk, format=one.form, rows=rows, files=one.files)
                return
        let_go(self._one.pk)


def let_go(export_id: int) -> None:
    """The archive is not kept any more."""
    archive_of(export_id).unlink(missing_ok=True)


def let_go_old() -> None:
    """After three days an archive goes; whoever needs it makes a new one."""
    old = Export.objects.filter(state=ExportState.DONE, ended_at__lt=now() - KEPT)
    for pk in list(old.values_list("pk", flat=True)):
        Export.objects.filter(pk=pk).update(state=ExportState.GONE)
        let_go(pk)
