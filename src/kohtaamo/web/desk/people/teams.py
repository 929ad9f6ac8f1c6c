"""Teams: who shares a queue, who leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.numbers import numbers_in
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.teams import change_team, close_team, make_team, reopen_team
from kohtaamo.staff.models import Team
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def teams(request: DeskRequest) -> HttpResponse:
    """Every team; POST makes a new one."""
    problem = None
    if request.method == "POST":
        try:
            return redirect("team", make_team(actor=request.user, name=request.POST.get("name", "")).pk)
        except KohtaamoError as met:
            problem = met
    found = list(queries.teams(request.user))
    page = {
        "room": "settings", "teams": found, "problem": problem, "typed": request.POST.get("name", ""),
        "number": sum(team.is_active for team in found),
    }  # fmt: skip
    return render(request, "desk/people/teams.html", page, status=problem.status if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def team(request: DeskRequest, team_id: int) -> HttpResponse:
    """One team; POST renames it and says who is in it."""
    found = queries.team_for(request.user, team_id)
    if request.method != "POST":
        return _page(request, found)
    try:
        change_team(actor=request.user, team=found, name=request.POST.get("name", ""), members=_members(request.POST))
    except KohtaamoError as problem:
        return _page(request, found, problem)
    messages.success(request, _("Saved."))
    return redirect("team", found.pk)


def _members(sent: QueryDict) -> dict[int, bool]:
    leads = set(numbers_in(sent.getlist("lead")))
    return {member: member in leads for member in numbers_in(sent.getlist("member"))}


def _page(request: DeskRequest, team: Team, problem: KohtaamoError | None = None) -> HttpResponse:
    inside = dict(team.memberships.values_list("member_id", "is_lead"))
    if problem is not None:
        inside = _members(request.POST)
    people = [
        (person, person.pk in inside, inside.get(person.pk))
        for person in queries.people(request.user).filter(is_active=True)
    ]
    page = {
        "room": "settings", "team": team, "people": people, "problem": problem,
        "name": request.POST.get("name", team.name), "size": sum(is_in for _person, is_in, _lead in people),
    }  # fmt: skip
    return render(request, "desk/people/team.html", page, status=problem.status if problem else 200)


@require_POST
@desk(Right.MANAGE_STAFF)
def closing(request: DeskRequest, team_id: int) -> HttpResponse:
    """Close a team on which nothing stands."""
    found = queries.team_for(request.user, team_id)
    try:
        close_team(actor=request.user, team=found)
    except KohtaamoError as problem:
        messages.error(request, str(problem))
        return redirect("team", found.pk)
    messages.success(request, _("The team is closed."))
    return redirect("teams")


@require_POST
@desk(Right.MANAGE_STAFF)
def opening(request: DeskRequest, team_id: int) -> HttpResponse:
    """Open a closed team again."""
    reopen_team(actor=request.user, team=queries.team_for(request.user, team_id))
    messages.success(request, _("The team is open again."))
    return redirect("team", team_id)
