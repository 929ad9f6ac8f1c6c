"""Taking everything out: asked for, stopped, and fetched."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from kohtaamo.passage.choices import ExportForm, ExportState
from kohtaamo.passage.errors import ExportGoes, ExportGone
from kohtaamo.passage.exporting.archive import BELL, archive_of
from kohtaamo.passage.models import Export
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.live.wake import wake
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def begin_export(*, actor: Member, form: str, files: bool = False) -> Export:
    """Everything is written out in the background. The same asked for twice goes once.

    Raises ``Invalid`` for an unknown form and ``ExportGoes`` while another is being made.
    """
    require(actor, Right.CARRY)
    if form not in ExportForm.values:
        raise Invalid
    at = now()
    try:
        with unit_of_work():
            going = Export.objects.filter(state=ExportState.GOING).first()
            if going is not None:
                return _the_same(going, form, files)
            made = Export.objects.create(form=form, files=files, by=actor, made_at=at, beat_at=at)
            record("export.began", actor=actor, number=made.pk, format=form, files=files)
            transaction.on_commit(lambda: wake(BELL))
            return made
    except IntegrityError:
        return _the_same(Export.objects.get(state=ExportState.GOING), form, files)


def _the_same(going: Export, form: str, files: bool) -> Export:
    if (going.form, going.files) != (form, files):
        raise ExportGoes
    return going


def stop_export(*, actor: Member, export: Export) -> Export:
    """Leave it unfinished. Ended already, nothing changes."""
    require(actor, Right.CARRY)
    with unit_of_work():
        mine = Export.objects.filter(pk=export.pk, state=ExportState.GOING)
        if mine.update(state=ExportState.STOPPED, ended_at=now()):
            record("export.stopped", actor=actor, number=export.pk)
    export.refresh_from_db()
    return export


def fetch_export(*, actor: Member, export: Export) -> Export:
    """Note that somebody takes it along, each time. Raises ``ExportGone`` when it is not kept, or not yet."""
    require(actor, Right.CARRY)
    if export.state != ExportState.DONE or not archive_of(export.pk).exists():
        raise ExportGone
    with unit_of_work():
        record("export.fetched", actor=actor, number=export.pk, format=export.form, size=export.size)
    return export
