"""Promises to everyone: read by all staff, written by those who may publish."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.promises.commands.publish import end_promise, publish_promise
from kohtaamo.promises.commands.take_in_public import take_in
from kohtaamo.promises.models import PublicPromise
from kohtaamo.promises.public import lawful_counts, public_promise_for, public_promises, today
from kohtaamo.promises.public_rows import COLUMNS, MOST_BYTES, NEEDED, Line, decoded, read_rows
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.publicly.forms import PublicForm, filled
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

MOST = 300


@dataclass(frozen=True)
class Row:
    """A promise to everyone and whether it holds today, is to come or is over."""

    promise: PublicPromise
    stands: str


def _stands(promise: PublicPromise) -> str:
    on = today()
    if promise.ended_at is not None or (promise.ends is not None and promise.ends < on):
        return "over"
    return "to_come" if promise.begins > on else "now"


@require_safe
@desk()
def promises(request: DeskRequest) -> HttpResponse:
    """All of them: those that hold today, those to come, those that are over."""
    rows = [Row(each, _stands(each)) for each in public_promises(request.user)[:MOST]]
    kept, counted = lawful_counts()
    page = {
        "room": "promises", "heading": _heading(sum(row.stands == "now" for row in rows)), "kept": kept, "counted": counted,
        "parts": [
            (label, [row for row in rows if row.stands == stands])
            for stands, label in (("now", _("Today")), ("to_come", _("To come")), ("over", _("Over")))
        ],
    }  # fmt: skip
    return render(request, "desk/publicly/list.html", page)


def _heading(count: int) -> str:
    if count == 0:
        return _("Today we have promised everyone only what the law promises.")
    if count == 1:
        return _("One promise to everyone holds today.")
    said = ngettext("%(count)s promise to everyone holds today.", "%(count)s promises to everyone hold today.", count)
    return said % {"count": number_word(count)}


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.PUBLISH)
def new(request: DeskRequest) -> HttpResponse:
    """Write one down."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.PUBLISH)
def promise(request: DeskRequest, public_id: int) -> HttpResponse:
    """Change one."""
    return _write(request, public_promise_for(request.user, public_id))


def _write(request: DeskRequest, known: PublicPromise | None) -> HttpResponse:
    form, status = filled(known) if known else PublicForm(initial={"begins": today()}), 200
    if request.method == "POST":
        form = PublicForm(request.POST)
        reference = known.reference if known else ""
        status = attempt(
            form, lambda: publish_promise(actor=request.user, public=form.public(reference), promise=known)
        )
        if status == 200:
            messages.success(request, _("Written down. It is in front of everyone at those places."))
            return redirect("public_promises")
    return render(
        request, "desk/publicly/edit.html", {"room": "promises", "form": form, "promise": known}, status=status
    )


@require_POST
@desk(Right.PUBLISH)
def ending(request: DeskRequest, public_id: int) -> HttpResponse:
    """It is not promised any more."""
    try:
        end_promise(actor=request.user, promise=public_promise_for(request.user, public_id))
    except Conflict as problem:
        messages.warning(request, problem.sentence)
    return redirect("public_promises")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.PUBLISH)
def intake(request: DeskRequest) -> HttpResponse:
    """From a CSV file: first what it would do, then, confirmed, what it did."""
    if request.method != "POST":
        return _report(request, "", [], "")
    text = request.POST.get("text", "")
    if file := request.FILES.get("file"):
        text = decoded(file.read(MOST_BYTES + 1))
    try:
        lines = read_rows(text)
    except Invalid as problem:
        return _report(request, "", [], str(problem.sentence), status=422)
    if not request.POST.get("sure"):
        return _report(request, text, lines, "")
    count = take_in(actor=request.user, lines=lines)
    messages.success(
        request, ngettext("%(count)s promise was taken in.", "%(count)s promises were taken in.", count) % {"count": count}
    )  # fmt: skip
    bad = [line for line in lines if line.public is None]
    return _report(request, "", bad, "") if bad else redirect("public_promises")


def _report(request: DeskRequest, text: str, lines: list[Line], problem: str, *, status: int = 200) -> HttpResponse:
    page = {
        "room": "promises", "text": text, "lines": lines, "problem": problem, "columns": COLUMNS, "needed": NEEDED,
        "good": sum(line.outcome in {"new", "changed"} for line in lines), "bad": sum(not line.public for line in lines),
        "same": sum(line.is_same for line in lines),
    }  # fmt: skip
    return render(request, "desk/publicly/intake.html", page, status=status)
