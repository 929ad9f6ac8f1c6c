"""The fast lane at the encounter: opened, another person named, left."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.commands.fast_lane import leave_fast_lane, open_fast_lane
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.ANSWER)
def opening(request: DeskRequest, case_id: int) -> HttpResponse:
    """Take the case past the queue; ``owner`` names who meets the customer."""
    case = case_for(request.user, case_id)
    open_fast_lane(actor=request.user, case=case, owner=_named(request.POST.get("owner", "")))
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def leaving(request: DeskRequest, case_id: int) -> HttpResponse:
    """The case waits like the others again."""
    case = case_for(request.user, case_id)
    leave_fast_lane(actor=request.user, case=case)
    return table.done(request, case)


def _named(number: str) -> Member | None:
    if not number:
        return None
    found = Member.objects.filter(pk=number_in(number) or 0, is_active=True).first()
    if found is None:
        raise NotFound
    return found
