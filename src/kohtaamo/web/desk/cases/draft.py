"""The draft and its files, kept on the server while a person writes; and the promises seen in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kohtaamo.encounters.commands.draft import detach, save_draft
from kohtaamo.encounters.models import Attachment, Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import Invalid, NotFound, TooLarge
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import offers, table
from kohtaamo.web.desk.cases.forms import PromiseForm, WordsForm
from kohtaamo.web.desk.cases.writing import attach_files, files_of
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.ANSWER)
def draft(request: DeskRequest, case_id: int) -> HttpResponse:
    """Keep what is being written."""
    case = case_for(request.user, case_id)
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise Invalid
    _keep_words(request, case, form)
    return HttpResponse(status=204)


def _keep_words(request: DeskRequest, case: Case, form: WordsForm) -> None:
    is_note = form.cleaned_data["kind"] == "note"
    save_draft(actor=request.user, case=case, text=form.cleaned_data["text"], is_note=is_note)


@require_POST
@desk(Right.ANSWER)
def files(request: DeskRequest, case_id: int) -> HttpResponse:
    """Add files to what is being written."""
    case = case_for(request.user, case_id)
    try:
        attach_files(request, case)
    except TooLarge as problem:
        return _files(request, case, str(problem.sentence), status=413)
    return _attached(request, case)


@require_POST
@desk(Right.ANSWER)
def file_removal(request: DeskRequest, case_id: int, file_id: int) -> HttpResponse:
    """Take a file off again."""
    case = case_for(request.user, case_id)
    file = Attachment.objects.filter(pk=file_id, draft__case=case, draft__member=request.user).first()
    if file is None:
        raise NotFound
    detach(actor=request.user, attachment=file)
    return _attached(request, case)


def _attached(request: DeskRequest, case: Case) -> HttpResponse:
    """The files as they are now. Without scripts the words came along with the button: they are kept too."""
    if request.htmx:
        return _files(request, case)
    form = WordsForm(request.POST)
    if form.is_valid() and form.cleaned_data["text"]:
        _keep_words(request, case, form)
    return table.done(request, case)


def _files(request: DeskRequest, case: Case, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"case": case, "files": files_of(request.user, case), "problem": problem}
    return render(request, "desk/cases/files.html", context, status=status)


@require_POST
@desk(Right.ANSWER)
def promise_offers(request: DeskRequest, case_id: int) -> HttpResponse:
    """The promises in the text so far, each ready to be recorded or changed."""
    case = case_for(request.user, case_id)
    form = WordsForm(request.POST)
    is_answer = form.is_valid() and form.cleaned_data["kind"] != "note"
    text = form.cleaned_data["text"] if is_answer else ""
    found = offers.offers_in(text, case, recorded=request.POST.getlist("promise_phrase"))
    rows = [(offer, _terms_form(offer, index)) for index, offer in enumerate(found)]
    return render(request, "desk/cases/offers.html", {"case": case, "offers": rows})


def _terms_form(offer: offers.Offer, index: int) -> PromiseForm:
    initial = {"what": offer.what, "due_at": offer.due_at, "form": offer.form}
    return PromiseForm(initial=initial, auto_id=f"offer{index}-%s", use_required_attribute=False)
