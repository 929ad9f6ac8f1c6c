"""Tags on one case: put on and taken off in one touch."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.tag import put_tag, take_tag_off
from kohtaamo.work.queries import tag_for


@require_POST
@desk(Right.ANSWER)
def tags(request: DeskRequest, case_id: int) -> HttpResponse:
    """Put a tag on."""
    case = case_for(request.user, case_id)
    put_tag(actor=request.user, case=case, name=request.POST.get("name", ""))
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def removal(request: DeskRequest, case_id: int, tag_id: int) -> HttpResponse:
    """Take a tag off."""
    case = case_for(request.user, case_id)
    take_tag_off(actor=request.user, case=case, tag=tag_for(request.user, tag_id))
    return table.done(request, case)
