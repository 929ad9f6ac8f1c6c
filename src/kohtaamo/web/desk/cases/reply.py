"""Answering, taking an answer back, and sending one again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.deliver import send_again
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import case_for, in_sight
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.commands.answer import answer
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import offers, table
from kohtaamo.web.desk.cases.forms import ReplyForm, recorded_terms
from kohtaamo.web.desk.cases.writing import addresses_of, attach_files, kept_writing, refused_writing
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.ANSWER)
def replies(request: DeskRequest, case_id: int) -> HttpResponse:
    """Send an answer. What stands in the way is said beside the text, which stays as it was typed."""
    case = case_for(request.user, case_id)
    form = ReplyForm(request.POST, addresses=addresses_of(case))
    status = attempt(form, lambda: _send(request, case, form))
    if status != 200:
        writing = refused_writing(request.user, case, form, status=status)
        return table.show(request, case_for(request.user, case_id), status=status, writing=writing)
    if request.htmx:
        return table.done(request, case, writing=kept_writing(request.user, case))
    return _sent(request, case)


def _send(request: DeskRequest, case: Case, form: ReplyForm) -> None:
    attach_files(request, case)
    filled = form.cleaned_data
    answer(
        actor=request.user, case=case, text=filled["text"], promises=recorded_terms(request.POST), to=filled["to"],
        copies=filled["copies"], more=filled["more"], blind=filled["blind"], seen=filled["seen"], once=filled["once"], leave_at=form.leave_at(),
    )  # fmt: skip


def _sent(request: DeskRequest, case: Case) -> HttpResponse:
    """Back to the page, at the message; without scripts it asks there about promises nobody recorded."""
    sent = Message.objects.filter(case=case, author=Author.US, member=request.user).latest("pk")
    question = f"?asked={sent.pk}" if offers.asked(request.user, case, str(sent.pk)) else ""
    return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}{question}#m{sent.pk}", status=303)


@require_POST
@desk(Right.ANSWER)
def recall(request: DeskRequest, message_id: int) -> HttpResponse:
    """Take an answer back while it waits to leave. Its text returns to the composer."""
    message = _ours(request, message_id)
    take_back(actor=request.user, message=message)
    messages.info(request, _("Taken back. The text is in the composer."))
    case = case_for(request.user, message.case_id)
    return table.done(request, case, writing=kept_writing(request.user, case))


@require_POST
@desk(Right.ANSWER)
def sending(request: DeskRequest, message_id: int) -> HttpResponse:
    """Send an answer again that did not arrive."""
    message = _ours(request, message_id, Author.US, Author.ASIDE)
    send_again(actor=request.user, message=message)
    return table.done(request, case_for(request.user, message.case_id))


def _ours(request: DeskRequest, message_id: int, *authors: str) -> Message:
    """A message of ours in a case this person may see. Raises ``NotFound``."""
    mine = Message.objects.filter(in_sight(request.user), author__in=authors or [Author.US])
    found = mine.select_related("case", "encounter").filter(pk=message_id).first()
    if found is None:
        raise NotFound
    return found
