"""Changing many cases: begun in the queue, followed on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.bulk.forms import BulkForm, ticked
from kohtaamo.web.desk.bulk.sentences import heading, rest, what_is_done
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.bulk_telling import bulk_for, bulks_of, left_be, progress_of
from kohtaamo.work.choices import Act
from kohtaamo.work.commands.bulk import begin_bulk, go_on, stop_bulk, undo_bulk
from kohtaamo.work.commands.tag import key_of, name_tag
from kohtaamo.work.models import Bulk, Tag
from kohtaamo.work.narrowing import wanted


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def bulks(request: DeskRequest) -> HttpResponse:
    """One's own changes of many; POST begins one from the queue."""
    if request.method == "POST":
        return _begin(request)
    shown = [(each, what_is_done(each)) for each in bulks_of(request.user)]
    return render(request, "desk/bulk/list.html", {"room": "cases", "bulks": shown})


def _begin(request: DeskRequest) -> HttpResponse:
    asked, form = wanted(request.GET, request.user), BulkForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(" ".join(str(error) for errors in form.errors.values() for error in errors))
        made = begin_bulk(
            actor=request.user, act=form.cleaned_data["act"], what=_what(request, form), once=form.cleaned_data["once"],
            cases=ticked(request.POST.getlist("case")), asked=asked if form.cleaned_data["which"] == "all" else None,
        )  # fmt: skip
    except (Invalid, NotFound) as problem:
        messages.error(request, str(problem))
        return redirect(f"{reverse('cases')}?{asked.address()}")
    return redirect("bulk", made.pk)


def _what(request: DeskRequest, form: BulkForm) -> dict[str, Any]:
    act, name = form.cleaned_data["act"], form.cleaned_data["tag"]
    if act == Act.ASSIGN:
        return {**form.aim()}
    if act == Act.TAG:
        tag = name_tag(actor=request.user, name=name)
        return {"tag": tag.pk, "name": tag.name}
    if act == Act.UNTAG:
        known = Tag.objects.filter(key=key_of(" ".join(name.split()).lstrip("#"))).first()
        if known is None:
            raise Invalid(_("There is no tag of that name."))
        return {"tag": known.pk, "name": known.name}
    return {}


@require_safe
@desk(Right.ANSWER)
def bulk(request: DeskRequest, bulk_id: int) -> HttpResponse:
    """How far one has come; what could not be changed and why."""
    return render(request, "desk/bulk/bulk.html", _page(request, bulk_for(request.user, bulk_id)))


@require_safe
@desk(Right.ANSWER)
def progress(request: DeskRequest, bulk_id: int) -> HttpResponse:
    """The part of that page that changes."""
    return render(request, "desk/bulk/progress.html", _page(request, bulk_for(request.user, bulk_id)))


def _page(request: DeskRequest, found: Bulk) -> dict[str, Any]:
    come = progress_of(found)
    return {
        "room": "cases", "bulk": found, "progress": come, "what": what_is_done(found), "heading": heading(found, come),
        "rest": rest(come), "left_be": [] if found.is_running else left_be(request.user, found),
    }  # fmt: skip


@require_POST
@desk(Right.ANSWER)
def stopping(request: DeskRequest, bulk_id: int) -> HttpResponse:
    """Stop where it is."""
    return redirect("bulk", stop_bulk(actor=request.user, bulk=bulk_for(request.user, bulk_id)).pk)


@require_POST
@desk(Right.ANSWER)
def going_on(request: DeskRequest, bulk_id: int) -> HttpResponse:
    """Go on after a stop."""
    return redirect("bulk", go_on(actor=request.user, bulk=bulk_for(request.user, bulk_id)).pk)


@require_POST
@desk(Right.ANSWER)
def undoing(request: DeskRequest, bulk_id: int) -> HttpResponse:
    """Put everything back that nobody has changed since."""
    return redirect("bulk", undo_bulk(actor=request.user, bulk=bulk_for(request.user, bulk_id)).pk)
