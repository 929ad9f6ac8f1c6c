"""All whose answer is late at a touchpoint, gathered so that one notice tells them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kohtaamo.outreach.commands.gather_late import gather_late
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.NOTIFY)
def late_answers(request: DeskRequest, touchpoint_id: int) -> HttpResponse:
    """Gather them, and go on to what they are told."""
    touchpoint = Touchpoint.objects.filter(pk=touchpoint_id).first()
    if touchpoint is None:
        raise NotFound
    cause = gather_late(actor=request.user, touchpoint=touchpoint)
    return HttpResponseRedirect(reverse("cause", args=[cause.pk]), status=303)
