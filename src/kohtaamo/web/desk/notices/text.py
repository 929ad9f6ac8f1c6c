"""Writing a notice: its words in each language that is read, its new time and its pace."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kohtaamo.outreach.choices import NoticeState
from kohtaamo.outreach.commands.draft import begin_notice, write_notice
from kohtaamo.outreach.errors import AlreadyBegun, DateMissing
from kohtaamo.outreach.models import Notice
from kohtaamo.outreach.queries import cause_for, notice_for, readers_of
from kohtaamo.platform.errors import Invalid
from kohtaamo.promises.errors import DueInThePast
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.notices.forms import TermsForm, TextForm, text_forms
from kohtaamo.web.desk.notices.preparing import prepare_now_or_later
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.NOTIFY)
def notices(request: DeskRequest, cause_id: int) -> HttpResponse:
    """Begin a notice to those who wait for this."""
    made = begin_notice(actor=request.user, cause=cause_for(request.user, cause_id))
    return HttpResponseRedirect(reverse("notice_text", args=[made.pk]), status=303)


@desk(Right.NOTIFY)
def text(request: DeskRequest, notice_id: int) -> HttpResponse:
    """The words, to be written and kept; then the list of people is made and shown."""
    notice = notice_for(request.user, notice_id)
    if notice.state != NoticeState.DRAFT:
        raise AlreadyBegun
    data = request.POST if request.method == "POST" else None
    terms = TermsForm(data, initial=TermsForm.first_values(notice), auto_id="terms-%s")
    texts = text_forms(notice, readers_of(request.user, notice.cause), data)
    if data is None:
        return _show(request, notice, terms, texts)
    checked = [form.is_valid() for form in (terms, *texts)]
    if not all(checked):
        return _show(request, notice, terms, texts, status=422)
    try:
        _write(request, notice, terms, texts)
    except Invalid as problem:
        terms.add_error("day" if isinstance(problem, DueInThePast | DateMissing) else None, str(problem.sentence))
        return _show(request, notice, terms, texts, status=422)
    prepare_now_or_later(request.user, notice)
    return HttpResponseRedirect(reverse("notice", args=[notice.pk]), status=303)


def _write(request: DeskRequest, notice: Notice, terms: TermsForm, texts: list[TextForm]) -> None:
    said = terms.cleaned_data
    write_notice(
        actor=request.user, notice=notice, texts=[form.said for form in texts], new_due_at=terms.new_due_at,
        rests=said["rests"], pace=said["pace"],
    )  # fmt: skip


def _show(
    request: DeskRequest, notice: Notice, terms: TermsForm, texts: list[TextForm], status: int = 200
) -> HttpResponse:
    context = {"room": "promises", "notice": notice, "cause": notice.cause, "form": terms, "texts": texts}
    return render(request, "desk/notices/text.html", context, status=status)
