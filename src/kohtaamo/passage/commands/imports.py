"""Files that are taken in: sent, seen, let in by a person, stopped, and let go after a while."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.passage.choices import ImportSource, ImportState
from kohtaamo.passage.commands.carry import COUNTS, WORKING, forget_spool
from kohtaamo.passage.erasing.clearing import let_go
from kohtaamo.passage.errors import EmptyFile, FileTooLarge, NotReady, WhereMissing, WrongFile, ZipTooLarge
from kohtaamo.passage.events import ImportGoes
from kohtaamo.passage.importing.files import unpacked_size
from kohtaamo.passage.importing.people import from_csv
from kohtaamo.passage.importing.sources import SOURCES
from kohtaamo.passage.importing.told import Unusable
from kohtaamo.passage.models import Import
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.lying import keep_from, lying
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Touchpoint

UNPACKED = 8  # times the largest upload: what a zip may hold
KEPT = timedelta(days=7)
SILENT = timedelta(minutes=5)


@dataclass(frozen=True)
class Brought:
    """A file as it is sent: what it is said to be, its name and bytes, and where its cases or mails belong."""

    source: str
    name: str
    content: IO[bytes]
    size: int
    touchpoint: Touchpoint | None = None
    mailbox: Mailbox | None = None


def bring(*, actor: Member, brought: Brought) -> Import:
    """Keep the file and begin to try it; nothing is taken in yet.

    Raises ``WrongFile``, ``EmptyFile``, ``FileTooLarge``, ``ZipTooLarge`` and ``WhereMissing``.
    """
    require(actor, Right.CARRY)
    if brought.source not in ImportSource.values:
        raise WrongFile
    if not brought.size:
        raise EmptyFile
    if brought.size > largest():
        raise FileTooLarge
    if brought.source in SOURCES and brought.touchpoint is None:
        raise WhereMissing
    with unit_of_work():
        file = keep_from(brought.content)
        with lying(file) as path:
            _check(brought.source, path)
        kept = Import.objects.create(
            source=brought.source, name=" ".join(brought.name.replace("\0", "").split())[-200:] or brought.source,
            file=file, touchpoint=brought.touchpoint if brought.source in SOURCES else None,
            mailbox=brought.mailbox if brought.source == ImportSource.MBOX else None, by=actor, made_at=now(), beat_at=now(),
        )  # fmt: skip
        record("import.brought", actor=actor, number=kept.pk, source=kept.source, size=file.size)
        publish(ImportGoes(kept))
        return kept


def largest() -> int:
    """The largest file that may be sent, in bytes."""
    return int(settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024


def _check(source: str, path: Path) -> None:
    """What can be told at once of a file that is not what was chosen."""
    with path.open("rb") as file:
        start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    is_zip = start.startswith(b"PK") and zipfile.is_zipfile(path)
    try:
        if source in SOURCES and is_zip:
            if unpacked_size(path) > UNPACKED * largest():
                raise ZipTooLarge
        elif source in SOURCES and start.startswith(b"PK"):
            raise Unusable(_("The zip is broken or needs a password. Make it again without one."))
        elif is_zip:
            raise Unusable(_("This is a zip or a spreadsheet of its own kind. Save the table as CSV, and choose that."))
        elif source == ImportSource.CUSTOMERS:
            next(from_csv(path), None)
        elif source in SOURCES and start[:1] not in {b"{", b"[", b"\xff", b"\xfe"}:
            raise Unusable(_("This is not an export in JSON."))
        elif source == ImportSource.VCARD and b"BEGIN:VCARD" not in start.replace(b"\0", b"").upper():
            raise Unusable(_("There is no vCard in this file."))
    except Unusable as problem:
        raise WrongFile(problem.sentence) from problem


def take_in_earnest(*, actor: Member, brought: Import) -> Import:
    """Take in what was tried. Asked for twice it goes once. Raises ``NotReady`` when it cannot go any more."""
    require(actor, Right.CARRY)
    with unit_of_work():
        held = Import.objects.select_for_update().get(pk=brought.pk)
        if held.state in {ImportState.TAKING, ImportState.DONE}:
            return held
        if held.file_id is None or not held.tried or held.state not in {ImportState.READY, ImportState.STOPPED}:
            raise NotReady
        if held.state == ImportState.READY:
            _put_back(held)
        if not held.at:
            held.bad_rows.all().delete()
        held.state, held.ended_at, held.beat_at = ImportState.TAKING, None, now()
        held.save()
        record("import.began", actor=actor, number=held.pk, source=held.source)
        publish(ImportGoes(held))
        return held


def stop(*, actor: Member, brought: Import) -> Import:
    """It stops after the rows under hand; those taken in stay. Ended already, nothing changes."""
    require(actor, Right.CARRY)
    with unit_of_work():
        held = Import.objects.select_for_update().get(pk=brought.pk)
        if held.state in {*WORKING, ImportState.READY}:
            if held.state == ImportState.READY:
                _put_back(held)
            held.state, held.ended_at = ImportState.STOPPED, now()
            held.save()
            record("import.stopped", actor=actor, number=held.pk, source=held.source, at=held.at)
        return held


def _put_back(held: Import) -> None:
    """To the beginning: what was counted was the trial."""
    held.at = held.offset = 0
    for name in COUNTS:
        setattr(held, name, 0)


def look_after() -> None:
    """Once a minute: what nobody carries any more sets out anew, and old files and their words are let go."""
    for cut_off in Import.objects.filter(state__in=WORKING, beat_at__lt=now() - SILENT):
        Import.objects.filter(pk=cut_off.pk).update(beat_at=now())
        with unit_of_work():
            publish(ImportGoes(cut_off))
    for old in Import.objects.filter(file__isnull=False, beat_at__lt=now() - KEPT).exclude(state__in=WORKING):
        _let_go(old)


def _let_go(old: Import) -> None:
    """The file and every word of it; the counts stay."""
    with unit_of_work():
        digest = old.file_id
        old.bad_rows.all().delete()
        old.file, old.examples, old.headings = None, [], []
        if old.state == ImportState.READY:
            old.state, old.ended_at = ImportState.STOPPED, now()
        old.save(update_fields=["file", "examples", "headings", "state", "ended_at"])
        let_go([digest] if digest else [])
        transaction.on_commit(lambda: forget_spool(old))
