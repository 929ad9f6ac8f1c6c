"""Where decisions are carried out: what waits, what failed, what was done; sent again or done by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.queries import case_for
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.remedy import ask_again, mark_done
from kohtaamo.mandates.models import Remedy
from kohtaamo.mandates.queries.remedies import remedy_for, shown, troubled_for, visible_remedies
from kohtaamo.mandates.queries.seeing import may_see
from kohtaamo.platform.errors import Conflict, Invalid, NotAllowed
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.mandates.remedy_words import standing
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

PAGE = 50
MOST = 100
FILTERS = (RemedyState.WAITING, RemedyState.FAILED, RemedyState.DONE)


@require_safe
@desk()
def listing(request: DeskRequest) -> HttpResponse:
    """The remedies of the decisions this person sees, the newest first; of one state, or all."""
    if not may_see(request.user):
        raise NotAllowed
    state, found = request.GET.get("state", ""), shown(visible_remedies(request.user))
    if state in RemedyState.values:
        found = found.filter(state=state)
    here = leaf(found, request.GET.get("after", ""), PAGE)
    page = {
        "room": "settings", "rows": [standing(each) for each in here.rows], "state": state, "filters": [(each.value, each.label) for each in FILTERS],
        "next": here.after, **todays(request.user),
    }  # fmt: skip
    return render(request, "desk/decisions/remedies.html", page)


def todays(viewer: Member) -> dict[str, Any]:
    """What Today says of remedies that need this person: how many, and the first of them. One query."""
    found = [standing(each) for each in _troubled(viewer)]
    said = ngettext(
        "%(count)s decision has not been carried out", "%(count)s decisions have not been carried out", len(found)
    )
    return {
        "remedies": {"said": said % {"count": len(found)}, "first": found[0], "count": len(found)} if found else None
    }


@prepared
def _troubled(viewer: Member) -> QuerySet[Remedy]:
    return troubled_for(viewer)[:MOST]


@require_safe
@desk()
def on_today(request: DeskRequest) -> HttpResponse:
    """The line of Today, read anew."""
    return render(request, "desk/decisions/remedies_line.html", todays(request.user))


@require_safe
@desk()
def one(request: DeskRequest, remedy_id: int) -> HttpResponse:
    """One remedy with everything that was told of it."""
    found = remedy_for(request.user, remedy_id)
    page = {
        "room": "settings", "row": standing(found), "remedy": found, "case": found.decision.case,
        "reports": list(found.reports.select_related("by_member")),
    }  # fmt: skip
    return render(request, "desk/decisions/remedy_page.html", page)


@require_POST
@desk()
def again(request: DeskRequest, remedy_id: int) -> HttpResponse:
    """Tell the other system once more."""
    found = remedy_for(request.user, remedy_id)
    try:
        ask_again(actor=request.user, remedy=found)
        messages.success(request, _("%(where)s is told again now.") % {"where": found.connection})
    except Conflict as problem:
        messages.error(request, str(problem))
    return _back(request, found)


@require_POST
@desk()
def done(request: DeskRequest, remedy_id: int) -> HttpResponse:
    """It was done by hand, and how."""
    found = remedy_for(request.user, remedy_id)
    try:
        mark_done(actor=request.user, remedy=found, word=request.POST.get("reason", ""))
        messages.success(request, _("Marked as done by hand."))
    except (Conflict, Invalid) as problem:
        messages.error(request, str(problem))
    return _back(request, found)


def _back(request: DeskRequest, remedy: Remedy) -> HttpResponse:
    """The case's parts as they are now when the button stands in it, else the page it stands on."""
    case = remedy.decision.case_id
    if request.htmx:
        return table.done(request, case_for(request.user, case))
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(there if is_ours else reverse("case", args=[case]), status=303)
