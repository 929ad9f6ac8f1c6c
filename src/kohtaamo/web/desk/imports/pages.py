"""Taking in what other systems exported: sent, tried, seen, and taken in with one button."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.passage.carried import PAGE, bad_rows, bad_table, import_for, imports
from kohtaamo.passage.choices import ImportState
from kohtaamo.passage.commands.carry import WORKING
from kohtaamo.passage.commands.imports import bring, largest, stop, take_in_earnest
from kohtaamo.passage.exporting.forms import safe_cell
from kohtaamo.passage.models import Import
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.imports.forms import ImportForm
from kohtaamo.web.desk.imports.sentences import example_of, figures_of, heading_of
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

SHOWN = 20  # bad rows


class _Line:
    """Something that takes a written line and hands it back."""

    def write(self, line: str) -> str:
        return line


@require_safe
@desk(Right.CARRY)
def listing(request: DeskRequest) -> HttpResponse:
    """What was brought before, the newest first."""
    shown = leaf(imports(request.user), request.GET.get("before", ""), PAGE)
    page = {"room": "settings", "rows": [(row, heading_of(row)) for row in shown.rows], "next": shown.after}
    return render(request, "desk/imports/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CARRY)
def new(request: DeskRequest) -> HttpResponse:
    """A file is sent; what is in it is on the next page, and nothing is taken in yet."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    made: list[Import] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(bring(actor=request.user, brought=form.brought())))
    if made:
        return _to(made[0])
    page = {"room": "settings", "form": form, "largest": largest() // 1024 // 1024}
    return render(request, "desk/imports/new.html", page, status=status)


@require_safe
@desk(Right.CARRY)
def one(request: DeskRequest, import_id: int) -> HttpResponse:
    """One import: what it would take in, how far it has come, or what came of it."""
    brought = import_for(request.user, import_id)
    page = {
        **_known(brought), "heading": heading_of(brought), "figures": figures_of(brought),
        "examples": [example_of(brought, row) for row in brought.examples],
        "bad_rows": bad_rows(request.user, brought)[:SHOWN],
        "may_take": _may_take(brought), "may_stop": brought.state in WORKING,
    }  # fmt: skip
    return render(request, "desk/imports/one.html", page)


def _known(brought: Import) -> dict[str, object]:
    return {"room": "settings", "brought": brought, "works": brought.state in WORKING}


def _may_take(brought: Import) -> bool:
    waits = brought.state == ImportState.READY and bool(brought.tried.get("new") or brought.tried.get("known"))
    goes_on = brought.state == ImportState.STOPPED and bool(brought.tried)
    return brought.file_id is not None and (waits or goes_on)


@require_safe
@desk(Right.CARRY)
def progress(request: DeskRequest, import_id: int) -> HttpResponse:
    """How far it has come: asked for while it goes. When it has ended, the whole page is."""
    brought = import_for(request.user, import_id)
    answer = render(request, "desk/imports/progress.html", _known(brought))
    if brought.state not in WORKING and request.htmx:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@desk(Right.CARRY)
def taking(request: DeskRequest, import_id: int) -> HttpResponse:
    """Take it in. Pressed twice it goes once."""
    return _to(take_in_earnest(actor=request.user, brought=import_for(request.user, import_id)))


@require_POST
@desk(Right.CARRY)
def stopping(request: DeskRequest, import_id: int) -> HttpResponse:
    """Stop after the rows under hand."""
    return _to(stop(actor=request.user, brought=import_for(request.user, import_id)))


@require_safe
@desk(Right.CARRY)
def bad(request: DeskRequest, import_id: int) -> HttpResponse:
    """The rows that could not be used, as a table to be mended and sent again."""
    brought = import_for(request.user, import_id)
    told = bad_table(request.user, brought, _("Why it was not taken in"), _("Row"), get_language() or "")
    answer: Any = StreamingHttpResponse(_written(told), content_type="text/csv; charset=utf-8")
    name = f"{brought.name.rpartition('.')[0] or brought.name}-{brought.pk}.csv"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return cast(HttpResponse, answer)


def _written(rows: Iterator[list[str]]) -> Iterator[str]:
    out = csv.writer(_Line())
    yield "\ufeff"
    for row in rows:
        yield out.writerow([safe_cell(cell) for cell in row])


def _to(brought: Import) -> HttpResponse:
    return HttpResponseRedirect(reverse("import", args=[brought.pk]), status=303)
