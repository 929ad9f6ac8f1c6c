"""Who we are: everyone's names, teams, languages and presence."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kohtaamo.platform.time import now
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Presence, Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.people.showing import Shown, shown
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk()
def people(request: DeskRequest) -> HttpResponse:
    """Everyone here; one who manages people also sees roles, who has left and who is invited."""
    may_manage = request.user.may(Right.MANAGE_STAFF)
    everyone = [shown(member) for member in queries.people(request.user)]
    here = [each for each in everyone if each.member.is_active]
    page = {
        "room": "settings",
        "heading": heading(here),
        "here": here,
        "left": [each for each in everyone if not each.member.is_active],
        "teams": [team for team in queries.teams(request.user) if team.is_active],
        "may_manage": may_manage,
        "now": now(),
        "invitations": queries.waiting_invitations(request.user) if may_manage else [],
    }
    return render(request, "desk/people/people.html", page)


def heading(here: list[Shown]) -> str:
    """The state in a sentence: how many are here, and whether anybody is."""
    present = sum(_is_here(each.member) for each in here)
    if not present:
        return _("Nobody is here just now.")
    return ngettext("%(present)s of %(all)s is here.", "%(present)s of %(all)s are here.", present) % {
        "present": present, "all": len(here),
    }  # fmt: skip


def _is_here(member: Member) -> bool:
    return member.presence == Presence.HERE
