"""Linking this case to another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.joining.forms import LinkForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.link import link_cases, unlink_cases
from kohtaamo.work.together import link_for, links_of


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def links(request: DeskRequest, case_id: int) -> HttpResponse:
    """What this case is linked to; POST links it to one more."""
    case = case_for(request.user, case_id)
    form, status = LinkForm(viewer=request.user), 200
    if request.method == "POST":
        form = LinkForm(request.POST, viewer=request.user)
        status = attempt(
            form,
            lambda: link_cases(
                actor=request.user, case=case, to=form.cleaned_data["number"], kind=form.cleaned_data["kind"]
            ),
        )
        if status == 200:
            return redirect("case", case.pk)
    page = {"room": "cases", "case": case, "form": form, "linked": links_of(request.user, case)}
    return render(request, "desk/joining/links.html", page, status=status)


@require_POST
@desk(Right.ANSWER)
def removal(request: DeskRequest, case_id: int, link_id: int) -> HttpResponse:
    """Take a link off."""
    case = case_for(request.user, case_id)
    unlink_cases(actor=request.user, case=case, link=link_for(request.user, case, link_id))
    return table.done(request, case)
