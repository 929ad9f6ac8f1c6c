"""Being here: a heartbeat while the page is open, and leaving."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.commands.visit import leave, visit
from kohtaamo.encounters.queries import case_for
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk()
def presence(request: DeskRequest, case_id: int) -> HttpResponse:
    """Say that one is here, writing or not; or that one left."""
    case = case_for(request.user, case_id)
    if request.POST.get("left") == "yes":
        leave(actor=request.user, case=case)
    else:
        visit(actor=request.user, case=case, is_typing=request.POST.get("typing") == "yes")
    return HttpResponse(status=204)
