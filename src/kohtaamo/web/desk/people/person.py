"""One person: what all may see, and what one who manages people may change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import KohtaamoError, NotAllowed
from kohtaamo.platform.numbers import number_in, numbers_in
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.members import change_member, deactivate, reactivate
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.people.showing import shown
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def person(request: DeskRequest, member_id: int) -> HttpResponse:
    """See a person; POST gives them a role and teams."""
    member = queries.person_for(request.user, member_id)
    if request.method != "POST":
        return _page(request, member)
    try:
        role = queries.role_for(request.user, _number(request.POST, "role"))
        change_member(actor=request.user, member=member, role=role, teams=_teams(request.POST))
    except NotAllowed:
        raise
    except KohtaamoError as problem:
        return _page(request, member, problem)
    messages.success(request, _("Saved."))
    return redirect("person", member.pk)


def _number(sent: QueryDict, name: str) -> int:
    return number_in(sent.get(name, "")) or 0


def _teams(sent: QueryDict) -> dict[int, bool]:
    """Team ids as the form sends them: ``team`` for each team, ``lead`` for those led."""
    leads = set(numbers_in(sent.getlist("lead")))
    return {team: team in leads for team in numbers_in(sent.getlist("team"))}


def _page(request: DeskRequest, member: Member, problem: KohtaamoError | None = None) -> HttpResponse:
    may_manage = request.user.may(Right.MANAGE_STAFF)
    places = {place.team_id: place.is_lead for place in member.memberships.all()}
    if problem is not None:
        places = _teams(request.POST)
    page = {
        "room": "settings",
        "person": shown(member),
        "is_self": member.pk == request.user.pk,
        "may_manage": may_manage,
        "problem": problem,
        "roles": queries.roles(request.user) if may_manage else [],
        "chosen_role": _number(request.POST, "role") or member.role_id,
        "teams": [(team, team.pk in places, places.get(team.pk)) for team in _open_teams(request.user)],
    }
    return render(request, "desk/people/person.html", page, status=problem.status if problem else 200)


def _open_teams(viewer: Member) -> list[Team]:
    return [team for team in queries.teams(viewer) if team.is_active] if viewer.may(Right.MANAGE_STAFF) else []


@require_POST
@desk(Right.MANAGE_STAFF)
def leaving(request: DeskRequest, member_id: int) -> HttpResponse:
    """The person leaves the house."""
    member = queries.person_for(request.user, member_id)
    deactivate(actor=request.user, member=member)
    messages.success(
        request, _("%(name)s can no longer sign in. Their open cases are in the queue.") % {"name": member}
    )
    return redirect("person", member.pk)


@require_POST
@desk(Right.MANAGE_STAFF)
def coming_back(request: DeskRequest, member_id: int) -> HttpResponse:
    """The person is back."""
    member = queries.person_for(request.user, member_id)
    reactivate(actor=request.user, member=member)
    messages.success(request, _("%(name)s may sign in again.") % {"name": member})
    return redirect("person", member.pk)
