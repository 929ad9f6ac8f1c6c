"""Taking everything out: made in the background, fetched as one archive, kept some days."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.passage.carried import PAGE, export_for, exports
from kohtaamo.passage.choices import ExportForm, ExportState
from kohtaamo.passage.commands.exports import begin_export, fetch_export, stop_export
from kohtaamo.passage.exporting.archive import KEPT, archive_of
from kohtaamo.passage.models import Export
from kohtaamo.platform.handing import hand_out
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf


class TakingOutForm(DeskForm):
    """In which form, and whether files come along."""

    form = forms.ChoiceField(
        label=gettext_lazy("In which form?"),
        choices=ExportForm.choices,
        help_text=gettext_lazy("A file for each table."),
    )
    with_files = forms.BooleanField(label=gettext_lazy("Attachments and original mails too"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CARRY)
def exports_page(request: DeskRequest) -> HttpResponse:
    """What was taken out before, and a new one."""
    form = TakingOutForm(request.POST if request.method == "POST" else None)
    made: list[Export] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_begun(request, form)))
    if made:
        return _to(made[0])
    shown = leaf(exports(request.user), request.GET.get("before", ""), PAGE)
    page = {"room": "settings", "rows": shown.rows, "next": shown.after, "form": form, "days": KEPT.days}
    return render(request, "desk/exports/list.html", page, status=status)


def _begun(request: DeskRequest, form: TakingOutForm) -> Export:
    told = form.cleaned_data
    return begin_export(actor=request.user, form=told["form"], files=told["with_files"])


@require_safe
@desk(Right.CARRY)
def one(request: DeskRequest, export_id: int) -> HttpResponse:
    """One export: how far it has come, or the archive."""
    export = export_for(request.user, export_id)
    until = export.ended_at + KEPT if export.ended_at else None
    is_here = export.state == ExportState.DONE and archive_of(export.pk).exists()
    page = {**_known(export), "heading": heading_of(export, is_here), "is_here": is_here, "until": until}
    return render(request, "desk/exports/one.html", page)


def _known(export: Export) -> dict[str, object]:
    return {"room": "settings", "export": export, "works": export.state == ExportState.GOING}


def heading_of(export: Export, is_here: bool) -> str:
    """Where it stands, as a sentence."""
    if export.state == ExportState.DONE and not is_here:
        return _("The export is no longer kept")
    return {
        ExportState.GOING: _("Everything is being written out"),
        ExportState.DONE: _("Everything is in the archive"),
        ExportState.STOPPED: _("The export was stopped"),
        ExportState.FAILED: _("The export did not succeed"),
        ExportState.GONE: _("The export is no longer kept"),
    }[ExportState(export.state)]


@require_safe
@desk(Right.CARRY)
def progress(request: DeskRequest, export_id: int) -> HttpResponse:
    """How far it has come: asked for while it goes. When it has ended, the whole page is."""
    export = export_for(request.user, export_id)
    answer = render(request, "desk/exports/progress.html", _known(export))
    if export.state != ExportState.GOING and request.htmx:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@desk(Right.CARRY)
def stopping(request: DeskRequest, export_id: int) -> HttpResponse:
    """Leave it unfinished."""
    return _to(stop_export(actor=request.user, export=export_for(request.user, export_id)))


@require_safe
@desk(Right.CARRY)
def download(request: DeskRequest, export_id: int) -> HttpResponse:
    """The archive; the journal notes each time."""
    export = fetch_export(actor=request.user, export=export_for(request.user, export_id))
    name = f"kohtaamo-{export.made_at:%Y-%m-%d}-{export.form}.zip"
    return hand_out(request, archive_of(export.pk), name=name, kind="application/zip")


def _to(export: Export) -> HttpResponse:
    return HttpResponseRedirect(reverse("export", args=[export.pk]), status=303)
