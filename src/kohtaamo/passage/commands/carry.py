"""A file carried in, piece by piece: read into one shape, tried with everything taken back, then taken in.

Each batch, how far it has come and its counts stand in one transaction: whoever is killed in between goes on from the last.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from kohtaamo.passage.choices import ImportSource, ImportState
from kohtaamo.passage.importing.identities import noting_repeats
from kohtaamo.passage.importing.mails import Mail, look_at, mails, take_mails
from kohtaamo.passage.importing.people import headings
from kohtaamo.passage.importing.reading import things
from kohtaamo.passage.importing.spool import Told, read_spool, write_spool
from kohtaamo.passage.importing.taking import AT_ONCE, Into, Report, take_part
from kohtaamo.passage.importing.told import Person, ToldCase, Unusable
from kohtaamo.passage.models import BadRow, Import
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.keep import Damaged
from kohtaamo.platform.storage.lying import lying
from kohtaamo.platform.storage.room import is_full
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
SLICE = 2.0  # seconds of work in one job, so that others get their turn
EXAMPLES = 8
FULL = _("The disk is full. Make room on the server, and bring the file again.")
COUNTS = ("new", "known", "customers", "messages", "bad")
WORKING = (ImportState.READING, ImportState.TRYING, ImportState.TAKING)


class _Stopped(Exception):
    """A person stopped it meanwhile."""


def carry_on(import_id: int) -> bool:
    """Work on it for a while; whether there is more."""
    brought = Import.objects.select_related("by", "file").filter(pk=import_id, state__in=WORKING).first()
    if brought is None:
        return False
    with override(brought.by.language if brought.by else settings.LANGUAGE_CODE):
        if brought.state == ImportState.READING or not spool_of(brought).exists():
            return _read(brought)
        ends = time.monotonic() + SLICE
        while carry_batch(brought.pk):
            if time.monotonic() > ends:
                return True
        return False


def spool_of(brought: Import) -> Path:
    """Where the read form lies while it is needed."""
    return Path(settings.DATA) / "imports" / f"{brought.pk}.jsonl"


def _read(brought: Import) -> bool:
    """Read the file once, whole. One that is not what was chosen, or holds nothing usable, fails with the reason."""
    first = _First()
    try:
        if brought.file is None:
            raise Unusable(_("The file is no longer kept."))
        with lying(brought.file) as path:
            names = headings(path) if brought.source == ImportSource.CUSTOMERS else []
            of = write_spool(first.of(_told(brought.source, path)), spool_of(brought), lambda n: _beat(brought, n))
        if not first.usable:
            raise _nothing(first)
    except _Stopped:
        return False
    except (Unusable, Damaged) as problem:
        _fail(brought, problem if isinstance(problem, Unusable) else Unusable(_("The file is no longer kept.")))
        return False
    except DatabaseError:
        raise
    except Exception as problem:
        logger.exception("import %s could not be read", brought.pk)
        _fail(brought, Unusable(FULL if is_full(problem) else _("It is not in the form of this system's export.")))
        return False
    found = {"of": of, "headings": names, "examples": first.examples, "beat_at": now()}
    if brought.state == ImportState.READING:
        found |= {"state": ImportState.TRYING, "at": 0, "offset": 0}
    return bool(Import.objects.filter(pk=brought.pk, state=brought.state).update(**found))


def _told(source: str, path: Path) -> Iterator[Told]:
    yield from mails(path) if source == ImportSource.MBOX else noting_repeats(things(source, path), source)


def _nothing(first: _First) -> Unusable:
    if first.bad is None:
        return Unusable(_("There is nothing to take in in this file."))
    facts = {"row": first.bad.row, "why": [first.bad.why, first.bad.facts]}
    return Unusable(_("No row of this file can be used. Row %(row)s: %(why)s"), facts=facts)


def _beat(brought: Import, number: int) -> None:
    mine = Import.objects.filter(pk=brought.pk, state=brought.state)
    counted = {"at": number} if brought.state == ImportState.READING else {}
    if not mine.update(beat_at=now(), **counted):
        raise _Stopped


class _First:
    """The first rows as examples, and whether any could be used."""

    def __init__(self) -> None:
        self.examples: list[list[str]] = []
        self.usable = 0
        self.bad: Unusable | None = None

    def of(self, told: Iterator[Told]) -> Iterator[Told]:
        for thing in told:
            if isinstance(thing, Unusable):
                self.bad = self.bad or thing
            else:
                self.usable += 1
                if len(self.examples) < EXAMPLES:
                    self.examples.append(_shown(thing))
            yield thing


def _shown(thing: Person | ToldCase | Mail) -> list[str]:
    """What it is, whose, and a little more; each as text."""
    if isinstance(thing, Mail):
        sender, subject, date = thing.headers
        return [subject or sender, sender, date]
    if isinstance(thing, ToldCase):
        who = thing.customer.name or thing.customer.email or thing.customer.phone
        return [thing.subject[:200] or thing.outside_id, who[:200], thing.opened_at.isoformat(), str(len(thing.said))]
    reach = " · ".join(filter(None, (thing.email, thing.phone, thing.outside_id)))
    return [(thing.name or reach)[:200], reach[:200], thing.organisation]


def _fail(brought: Import, problem: Unusable) -> None:
    with unit_of_work():
        mine = Import.objects.filter(pk=brought.pk, state=brought.state)
        if mine.update(state=ImportState.FAILED, **_reason(problem), ended_at=now()):
            record("import.failed", actor=None, number=brought.pk, source=brought.source)


def carry_batch(import_id: int) -> bool:
    """The next rows, tried or taken in; whether there is more."""
    with unit_of_work():
        brought = Import.objects.select_for_update(of=("self",)).select_related("by", "touchpoint", "mailbox")
        mine = brought.filter(pk=import_id, state__in=(ImportState.TRYING, ImportState.TAKING)).first()
        if mine is None:
            return False
        part = read_spool(spool_of(mine), mine.offset, AT_ONCE)
        if not part.things:
            _finish(mine)
            return False
        report = _taken(mine, part.things)
        for name in COUNTS:
            setattr(mine, name, getattr(mine, name) + getattr(report, name))
        mine.at, mine.offset, mine.beat_at = mine.at + len(part.things), part.offset, now()
        mine.save(update_fields=[*COUNTS, "at", "offset", "beat_at"])
        rows = [BadRow(of=mine, row=bad.row, **_reason(bad), cells=_storable([*bad.cells])) for bad in report.unusable]
        BadRow.objects.bulk_create(rows)
    return True


def _reason(bad: Unusable) -> dict[str, Any]:
    return {"why": _storable(bad.why)[:300], "facts": _storable(bad.facts)}


def _storable(told: Any) -> Any:
    """A database holds neither NUL nor half a letter."""
    if isinstance(told, dict):
        return {name: _storable(each) for name, each in told.items()}
    if isinstance(told, list):
        return [_storable(each) for each in told]
    return told.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(told, str) else told


def _taken(brought: Import, told: list[Told]) -> Report:
    is_dry = brought.state == ImportState.TRYING
    letters = [each for each in told if isinstance(each, Mail)]
    if letters:
        return look_at(letters) if is_dry else take_mails(letters, brought.mailbox)
    into = Into(brought.source, brought.touchpoint, brought.by, is_dry)
    return take_part([each for each in told if not isinstance(each, Mail)], into)


def _finish(brought: Import) -> None:
    if brought.state == ImportState.TRYING:
        brought.tried = {name: getattr(brought, name) for name in COUNTS}
        brought.state = ImportState.READY
        brought.save(update_fields=["tried", "state"])
        return
    brought.state, brought.ended_at = ImportState.DONE, now()
    brought.save(update_fields=["state", "ended_at"])
    counts = {name: getattr(brought, name) for name in COUNTS}
    record("import.done", actor=brought.by, number=brought.pk, source=brought.source, **counts)
    spool_of(brought).unlink(missing_ok=True)


def forget_spool(brought: Import) -> None:
    """The read form is not needed any more."""
    with suppress(OSError):
        spool_of(brought).unlink()
