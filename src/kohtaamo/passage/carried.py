"""What has come in from elsewhere and what was taken out: the rows a person may see."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import override

from kohtaamo.passage.choices import ExportState, ImportSource
from kohtaamo.passage.exporting.archive import KEPT
from kohtaamo.passage.models import BadRow, Export, Import
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

PAGE = 50
AT_ONCE = 1000


def imports(viewer: Member) -> QuerySet[Import]:
    """Every import, the newest first. Raises ``NotAllowed`` without the right to carry."""
    require(viewer, Right.CARRY)
    return Import.objects.select_related("by", "touchpoint", "mailbox")


def import_for(viewer: Member, import_id: int) -> Import:
    """One import. Raises ``NotAllowed`` or ``NotFound``."""
    found = imports(viewer).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def exports(viewer: Member) -> QuerySet[Export]:
    """Every export, the newest first. Raises ``NotAllowed`` without the right to carry."""
    require(viewer, Right.CARRY)
    return Export.objects.select_related("by")


def export_for(viewer: Member, export_id: int) -> Export:
    """One export. Raises ``NotAllowed`` or ``NotFound``."""
    found = exports(viewer).filter(pk=export_id).first()
    if found is None:
        raise NotFound
    return found


def failed_exports() -> QuerySet[Export]:
    """An export that failed lately and that nobody has made anew since, whoever asks: for those who mend the machine."""
    newer = Export.objects.filter(pk__gt=OuterRef("pk"))
    return Export.objects.filter(~Exists(newer), state=ExportState.FAILED, ended_at__gte=now() - KEPT)


def bad_rows(viewer: Member, brought: Import) -> QuerySet[BadRow]:
    """The rows that could not be used, in the order of the file. Raises ``NotAllowed`` without the right."""
    require(viewer, Right.CARRY)
    return BadRow.objects.filter(of=brought).order_by("row", "pk")


def bad_table(viewer: Member, brought: Import, why: str, row: str, language: str) -> Iterator[list[str]]:
    """The same as a table under headings: of a table its own columns, so that it can be mended and sent again.

    It is written while it is sent, when nobody's language is set any more: so the ``language`` is given.
    """
    headings = brought.headings if brought.source == ImportSource.CUSTOMERS else []
    yield [*headings, row, why]
    found, last = bad_rows(viewer, brought), (0, 0)
    while part := list(found.filter(row__gte=last[0]).exclude(row=last[0], pk__lte=last[1])[:AT_ONCE]):
        last = part[-1].row, part[-1].pk
        with override(language):
            lines = [[*_cells(each, headings), str(each.row), each.reason] for each in part]
        yield from lines


def _cells(bad: BadRow, headings: list[str]) -> list[str]:
    return [*bad.cells, *[""] * len(headings)][: len(headings)]
