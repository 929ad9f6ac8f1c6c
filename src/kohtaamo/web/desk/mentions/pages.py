"""Names to choose from while writing a note, and letting a colleague see the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.commands.show import hide, let_see
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.serving.queries.mention import nameable
from kohtaamo.staff.choices import Right
from kohtaamo.staff.queries import person_for
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk(Right.ANSWER)
def nameables(request: DeskRequest, case_id: int) -> HttpResponse:
    """People and teams whose names begin like ``q``."""
    case = case_for(request.user, case_id)
    found = nameable(request.user, case, request.GET.get("q", "")[:60])
    return render(request, "desk/mentions/offers.html", {"people": found})


@require_POST
@desk(Right.ASSIGN)
def sights(request: DeskRequest, case_id: int) -> HttpResponse:
    """Let a colleague see this case."""
    case = case_for(request.user, case_id)
    wanted = number_in(request.POST.get("member", ""))
    if wanted is None:
        raise NotFound
    member = person_for(request.user, wanted)
    let_see(actor=request.user, case=case, member=member)
    messages.success(request, _("%(name)s sees this case now and is told.") % {"name": member.first_name})
    return table.done(request, case)


@require_POST
@desk(Right.ASSIGN)
def sight_removal(request: DeskRequest, case_id: int, member_id: int) -> HttpResponse:
    """They see it no longer."""
    case = case_for(request.user, case_id)
    hide(actor=request.user, case=case, member=person_for(request.user, member_id))
    return table.done(request, case)
