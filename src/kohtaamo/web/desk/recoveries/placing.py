"""A report of lateness that fits no case: a person says whom it concerns, or leaves it be."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import Conflict
from kohtaamo.promises.commands.lateness import leave, place
from kohtaamo.promises.placing import lateness_for, likely_cases
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk

_NUMBER = re.compile(r"\s*(?:K-)?(\d{1,18})\s*", re.IGNORECASE | re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.OPERATE)
def placing(request: DeskRequest, lateness_id: int) -> HttpResponse:
    """Choose the case it concerns."""
    lateness = lateness_for(request.user, lateness_id)
    problem = ""
    if {"case", "number"} & request.POST.keys():
        case = _case(request, request.POST.get("case") or request.POST.get("number", ""))
        if case is not None:
            recovery = place(actor=request.user, lateness=lateness, case=case)
            return HttpResponseRedirect(reverse("recovery", args=[recovery.pk]), status=303)
        problem = _("There is no such case. Write its number as it stands in its heading, such as K-12.")
    page = {
        "room": "settings", "lateness": lateness, "cases": likely_cases(request.user, lateness), "problem": problem,
        "typed": request.POST.get("number", ""),
    }  # fmt: skip
    return render(request, "desk/recoveries/placing.html", page, status=422 if problem else 200)


def _case(request: DeskRequest, text: str) -> Case | None:
    found = _NUMBER.fullmatch(text)
    return visible_cases(request.user).filter(pk=int(found[1])).first() if found else None


@require_POST
@desk(Right.OPERATE)
def leaving(request: DeskRequest, lateness_id: int) -> HttpResponse:
    """It concerns nobody we serve."""
    lateness = lateness_for(request.user, lateness_id)
    try:
        leave(actor=request.user, lateness=lateness)
    except Conflict as problem:
        messages.warning(request, problem.sentence)
    return redirect("operations")
