"""Everything taken out: made in the background, fetched as one archive."""

from __future__ import annotations

from django.http import HttpResponse

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Page, Shape, Told
from kohtaamo.passage.carried import export_for, exports
from kohtaamo.passage.choices import ExportForm, ExportState
from kohtaamo.passage.commands.exports import begin_export, fetch_export, stop_export
from kohtaamo.passage.exporting.archive import archive_of
from kohtaamo.passage.models import Export
from kohtaamo.platform.handing import hand_out
from kohtaamo.staff.choices import Family

noun = Noun("exports", family=Family.DATA, about="Every row of every table in one archive, kept three days.")


class ExportShape(Shape):
    """An export, and how far it has come."""

    id: Id
    form: ExportForm
    files: bool
    state: ExportState
    made_at: Moment
    ended_at: Moment | None
    why: str
    total: int
    done: int
    rows: int
    size: int


class ExportPage(Page[ExportShape]):
    """The newest first."""


class NewExport(Told):
    """In which form, and whether attachments and original mails come along."""

    form: ExportForm
    files: Flag = False


def _shape(export: Export) -> ExportShape:
    return ExportShape.of(export, why=export.reason, total=export.of)


@noun.read("/exports", ExportPage)
def list_exports(request: ApiRequest, limit: Limit = 50, after: After = "") -> ExportPage:
    """List what was taken out."""
    place = place_in(request, after)
    found = exports(request.member)
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    kept, more = part(request, rows, limit, lambda export: by_number(export.pk))
    return ExportPage(items=[_shape(each) for each in kept], next=more)


@noun.act("/exports", ExportShape, status=201)
def begin_one_export(request: ApiRequest, body: NewExport) -> ExportShape:
    """Write everything out, in the background: ask until its state is `done`. The same asked for twice goes once."""
    made = begin_export(actor=request.member, form=body.form, files=body.files)
    request.made_at = f"/api/v1/exports/{made.pk}"
    return _shape(made)


@noun.read("/exports/{int:export_id}", ExportShape)
def get_export(request: ApiRequest, export_id: Number) -> ExportShape:
    """How far an export has come."""
    return _shape(export_for(request.member, export_id))


@noun.act("/exports/{int:export_id}/stops", ExportShape)
def stop_one_export(request: ApiRequest, export_id: Number) -> ExportShape:
    """Leave an export unfinished."""
    return _shape(stop_export(actor=request.member, export=export_for(request.member, export_id)))


@noun.file("/exports/{int:export_id}/archive")
def fetch_one_export(request: ApiRequest, export_id: Number) -> HttpResponse:
    """Fetch the archive, a zip. The journal notes each time."""
    export = fetch_export(actor=request.member, export=export_for(request.member, export_id))
    return hand_out(request, archive_of(export.pk), name=f"export-{export.pk}.zip", kind="application/octet-stream")
