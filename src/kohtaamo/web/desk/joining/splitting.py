"""Splitting a case in two."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for, messages_of
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.joining.forms import SplittingForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.split import split_case


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def splitting(request: DeskRequest, case_id: int) -> HttpResponse:
    """What was said, to choose what belongs to another matter; POST gives that a case of its own."""
    case = case_for(request.user, case_id)
    said = messages_of(case)
    ids = [message.pk for message in said]
    form = SplittingForm(request.POST if request.method == "POST" else None, choices=ids)
    status, made = 200, []
    if form.is_bound:
        status = attempt(form, lambda: made.append(_split(request, case, form)))
        if made:
            messages.success(request, _("This is a case of its own now."))
            return redirect("case", made[0].pk)
    chosen = set(form["messages"].value() or [])
    shown = [(message, str(message.pk) in chosen) for message in said]
    page = {"room": "cases", "case": case, "form": form, "said": shown}
    return render(request, "desk/joining/splitting.html", page, status=status)


def _split(request: DeskRequest, case: Case, form: SplittingForm) -> Case:
    return split_case(actor=request.user, case=case, messages=form.chosen, subject=form.cleaned_data["subject"])
