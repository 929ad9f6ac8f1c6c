"""Joining this case to another, and parting them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.joining.forms import JoiningForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.join import join_cases, part_cases
from kohtaamo.work.together import joinable, joining_for


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def joining(request: DeskRequest, case_id: int) -> HttpResponse:
    """To which case this one belongs; POST joins it there."""
    case = case_for(request.user, case_id)
    if request.method != "POST":
        return _page(request, case, JoiningForm(viewer=request.user), 200)
    form = JoiningForm(request.POST, viewer=request.user)
    status = attempt(
        form,
        lambda: join_cases(
            actor=request.user, winner=form.winner, loser=case, confirmed=form.cleaned_data["confirmed"]
        ),
    )
    if status != 200:
        return _page(request, case, form, status)
    messages.success(request, _("%(number)s is a part of this case now.") % {"number": case.number})
    return redirect("case", form.winner.pk)


def _page(request: DeskRequest, case: Case, form: JoiningForm, status: int) -> HttpResponse:
    winner = (
        form.winner
        if (form.is_bound and form.cleaned_data.get("number")) or (form.is_bound and form.cleaned_data.get("chosen"))
        else None
    )
    page = {
        "room": "cases", "case": case, "form": form, "others": joinable(request.user, case),
        "asks_consent": winner is not None and winner.customer_id != case.customer_id, "winner": winner,
    }  # fmt: skip
    return render(request, "desk/joining/joining.html", page, status=status)


@require_POST
@desk(Right.ANSWER)
def parting(request: DeskRequest, case_id: int, joining_id: int) -> HttpResponse:
    """The two are two after all."""
    case = case_for(request.user, case_id)
    back = part_cases(actor=request.user, joining=joining_for(case, joining_id))
    messages.success(request, _("%(number)s is a case of its own again.") % {"number": back.number})
    return table.done(request, case)
