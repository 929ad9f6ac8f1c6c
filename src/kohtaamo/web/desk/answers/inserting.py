"""Putting a saved answer into what is being written: offered after a slash, or chosen from a list without scripts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kohtaamo.encounters.commands.draft import save_draft
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.serving.commands.answers import Used, use_answer
from kohtaamo.serving.queries.answers import answer_for, found_answers
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases.forms import WordsForm
from kohtaamo.web.desk.cases.writing import files_of
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def saved(request: DeskRequest, case_id: int) -> HttpResponse:
    """Offer answers for the words in ``q``; POST uses one."""
    case = case_for(request.user, case_id)
    if request.method != "POST":
        found = found_answers(request.user, request.GET.get("q", "")[:60], language=case.language)
        return render(request, "desk/answers/offers.html", {"case": case, "answers": found})
    wanted = number_in(request.POST.get("answer", ""))
    if wanted is None:
        raise NotFound
    answer = answer_for(request.user, wanted)
    used = use_answer(actor=request.user, case=case, answer=answer, language=request.POST.get("language", "")[:5])
    return _told(request, case, used) if request.htmx else _written(request, case, used)


def _told(request: DeskRequest, case: Case, used: Used) -> JsonResponse:
    files = {"case": case, "files": files_of(request.user, case), "problem": ""}
    return JsonResponse(
        {
            "text": used.filled.text,
            "word": _word(used),
            "files": render_to_string("desk/cases/files.html", files, request),
        }
    )


def _written(request: DeskRequest, case: Case, used: Used) -> HttpResponse:
    """Without scripts the words came along with the button: the answer goes after them, in the draft."""
    form = WordsForm(request.POST)
    before = form.cleaned_data["text"].rstrip() if form.is_valid() else ""
    is_note = form.is_valid() and form.cleaned_data["kind"] == "note"
    text = f"{before}\n\n{used.filled.text}" if before else used.filled.text
    save_draft(actor=request.user, case=case, text=text, is_note=is_note)
    if word := _word(used):
        messages.warning(request, word)
    return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}#write", status=303)


def _word(used: Used) -> str:
    if not used.filled.missing:
        return ""
    return _("To be filled in by you: %(gaps)s") % {"gaps": ", ".join(used.filled.missing)}
