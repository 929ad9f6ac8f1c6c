"""The encounter page itself, and the parts of it that are read anew while it is open."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.encounters.commands.notice import notice
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases import offers, table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.together import lives_on

logger = logging.getLogger(__name__)


@require_safe
@desk()
def case(request: DeskRequest, case_id: int) -> HttpResponse:
    """A table for two. Opening it is the moment the customer was noticed, unless a browser only fetched it ahead."""
    found = _found(request.user, case_id)
    if found.pk != case_id:
        messages.info(request, _("K-%(number)s was joined to this case.") % {"number": case_id})
        return redirect("case", found.pk)
    if _is_opened(request):
        _notice(request, found)
    return table.show(request, found, asked=offers.asked(request.user, found, request.GET.get("asked", "")))


def _found(viewer: Member, case_id: int) -> Case:
    """The case, or the one its number leads to since it was joined."""
    try:
        found = case_for(viewer, case_id)
    except NotFound:
        return lives_on(viewer, case_id) or case_for(viewer, case_id)
    return found if found.merged_into_id is None else lives_on(viewer, case_id) or found


def _notice(request: DeskRequest, found: Case) -> None:
    """A disk that is full must not keep anyone from reading what the customer wrote."""
    try:
        notice(actor=request.user, case=found)
    except OperationalError:
        logger.exception("case %s was opened but could not be noted as noticed", found.pk)


def _is_opened(request: DeskRequest) -> bool:
    purposes = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and "prefetch" not in purposes


@require_safe
@desk()
def talk(request: DeskRequest, case_id: int) -> HttpResponse:
    """Everything but the composer as it is now, for the open page to put in place."""
    found = case_for(request.user, case_id)
    context = table.lay(request, found, table.Filled())
    return render(request, "desk/cases/parts.html", {**context, "is_part": True})


@require_safe
@desk()
def visitors(request: DeskRequest, case_id: int) -> HttpResponse:
    """Who else is here now."""
    found = case_for(request.user, case_id)
    others = table.visitors(request.user, found)
    return render(request, "desk/cases/visitors.html", {"case": found, "visitors": others, "is_part": False})
