"""Going through a checklist in a case."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.checklist import add_step, drop_step, tick


@require_POST
@desk(Right.ANSWER)
def steps(request: DeskRequest, case_id: int) -> HttpResponse:
    """A step of the case's own."""
    case = case_for(request.user, case_id)
    add_step(actor=request.user, case=case, text=request.POST.get("text", ""))
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def ticking(request: DeskRequest, case_id: int) -> HttpResponse:
    """Tick a step, or take the tick off."""
    case = case_for(request.user, case_id)
    done = request.POST.get("done", "yes") == "yes"
    tick(actor=request.user, case=case, name=request.POST.get("step", ""), done=done)
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def removal(request: DeskRequest, case_id: int) -> HttpResponse:
    """Take a step of the case's own off."""
    case = case_for(request.user, case_id)
    drop_step(actor=request.user, case=case, name=request.POST.get("step", ""))
    return table.done(request, case)
