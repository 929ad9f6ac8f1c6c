"""Saved answers: read by all who answer, written by those who may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.serving.commands.answers import remove_answer, save_answer
from kohtaamo.serving.filling import names
from kohtaamo.serving.models import SavedAnswer
from kohtaamo.serving.queries.answers import answer_for, may_change, saved_answers, use_counts
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.answers.forms import AnswerForm, filled
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

MOST = 500


@dataclass(frozen=True)
class Row:
    """A saved answer in the list: its languages, how often it was used, after how many the customer asked again."""

    answer: SavedAnswer
    languages: list[str]
    used: int
    asked: int
    may_change: bool


@require_safe
@desk(Right.ANSWER)
def answers(request: DeskRequest) -> HttpResponse:
    """All one may use, by folder."""
    found = list(saved_answers(request.user).prefetch_related("texts", "files")[:MOST])
    counts = use_counts(found)
    folders: dict[str, list[Row]] = {}
    for one in found:
        row = Row(
            one, [text.language for text in one.texts.all()], *counts.get(one.pk, (0, 0)),
            may_change(request.user, one),
        )  # fmt: skip
        folders.setdefault(one.folder, []).append(row)
    page = {"room": "settings", "folders": list(folders.items()), "heading": _heading(len(found))}
    return render(request, "desk/answers/list.html", page)


def _heading(count: int) -> str:
    if count == 0:
        return _("Nothing is saved yet. What you write often can be written once.")
    said = ngettext("One answer is ready to use.", "%(count)s answers are ready to use.", count)
    return said % {"count": number_word(count)}


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def new(request: DeskRequest) -> HttpResponse:
    """Write one down."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def answer(request: DeskRequest, answer_id: int) -> HttpResponse:
    """Look at one, or change it."""
    return _write(request, answer_for(request.user, answer_id))


def _write(request: DeskRequest, known: SavedAnswer | None) -> HttpResponse:
    may = known is None or may_change(request.user, known)
    form, status = (filled(known, request.user) if known else AnswerForm(writer=request.user)), 200
    if request.method == "POST":
        if not may:
            raise NotAllowed
        form = AnswerForm(request.POST, writer=request.user, answer=known)
        status = attempt(form, lambda: _save(request, form, known))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("answers")
    page = {"room": "settings", "form": form, "answer": known, "may_change": may, "gaps": names()}
    return render(request, "desk/answers/edit.html", page, status=status)


def _save(request: DeskRequest, form: AnswerForm, known: SavedAnswer | None) -> None:
    limit = cast(int, settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024
    wording = form.wording(request.FILES.getlist("files"))
    save_answer(actor=request.user, wording=wording, answer=known, limit=limit)


@require_POST
@desk(Right.ANSWER)
def removal(request: DeskRequest, answer_id: int) -> HttpResponse:
    """Put one away."""
    remove_answer(actor=request.user, answer=answer_for(request.user, answer_id))
    messages.info(request, _("Put away. What was sent with it stays as it was."))
    return redirect("answers")
