"""Roles: what people with each may do, in plain words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.roles import change_role, make_role, remove_role
from kohtaamo.staff.models import Role
from kohtaamo.web.gate import DeskRequest, desk

FIRST_RIGHTS = 3  # said of each role in the list; the role's own page has all


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def roles(request: DeskRequest) -> HttpResponse:
    """Every role and what it may do; POST makes a new one without rights."""
    problem = None
    if request.method == "POST":
        try:
            made = make_role(actor=request.user, name=request.POST.get("name", ""), rights=[])
            return redirect("role", made.pk)
        except KohtaamoError as met:
            problem = met
    found = [_told(role) for role in queries.roles(request.user)]
    page = {"room": "settings", "roles": found, "problem": problem, "typed": request.POST.get("name", "")}
    return render(request, "desk/people/roles.html", page, status=problem.status if problem else 200)


def _told(role: Role) -> tuple[Role, list[str], int]:
    """A role with the first of its rights in words, and how many more it has."""
    rights = [str(right.label) for right in Right if right in role.rights]
    return role, rights[:FIRST_RIGHTS], len(rights[FIRST_RIGHTS:])


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def role(request: DeskRequest, role_id: int) -> HttpResponse:
    """One role; POST gives it the ticked rights."""
    found = queries.role_for(request.user, role_id)
    if request.method != "POST":
        return _page(request, found)
    try:
        change_role(
            actor=request.user, role=found, rights=request.POST.getlist("right"), name=request.POST.get("name", "")
        )
    except KohtaamoError as problem:
        return _page(request, found, problem)
    messages.success(request, _("Saved. The rights count from now on."))
    return redirect("role", found.pk)


def _page(request: DeskRequest, role: Role, problem: KohtaamoError | None = None) -> HttpResponse:
    held = request.POST.getlist("right") if problem else role.rights
    page = {
        "room": "settings", "role": role, "problem": problem, "is_starting": queries.is_starting(role),
        "name": request.POST.get("name", str(role)), "rights": [(right, right in held) for right in Right],
    }  # fmt: skip
    return render(request, "desk/people/role.html", page, status=problem.status if problem else 200)


@require_POST
@desk(Right.MANAGE_STAFF)
def removal(request: DeskRequest, role_id: int) -> HttpResponse:
    """Remove a role nobody has."""
    found = queries.role_for(request.user, role_id)
    try:
        remove_role(actor=request.user, role=found)
    except KohtaamoError as problem:
        messages.error(request, str(problem))
        return redirect("role", found.pk)
    messages.success(request, _("The role is removed."))
    return redirect("roles")
