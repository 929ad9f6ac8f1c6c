"""The second step: which roles need it and from when, who has it and who lacks it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.time import now
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.second import forget_second, require_second
from kohtaamo.staff.models import Role
from kohtaamo.staff.second import people_and_second, roles_and_second, second_of
from kohtaamo.web.gate import DeskRequest, desk

PAGE = 100
GRACE = (0, 7, 14, 30)  # days until it is needed
KEEP, NOT = "keep", "not"


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def second(request: DeskRequest) -> HttpResponse:
    """The roles and the people; POST sets one role."""
    if request.method == "POST":
        return _set(request)
    folk = Paginator(people_and_second(request.user), PAGE).get_page(request.GET.get("page"))
    roles = [(role, _choices(role)) for role in roles_and_second(request.user)]
    page = {
        "room": "settings",
        "roles": roles,
        "folk": folk,
        "is_needed": any(role.second_from for role, _choice in roles),
        "lacking": people_and_second(request.user).filter(is_lacking=True).count(),
    }
    return render(request, "desk/entry/second.html", page)


def _choices(role: Role) -> list[tuple[str, str]]:
    """What may be chosen for a role, the present state first."""
    later = [
        (str(days), _("Needed at once") if not days else ngettext("In %(n)s day", "In %(n)s days", days) % {"n": days})
        for days in GRACE
    ]
    return (
        [(KEEP, _("As it is")), *later, (NOT, _("Not needed"))]
        if role.second_from
        else [(NOT, _("Not needed")), *later]
    )


def _set(request: DeskRequest) -> HttpResponse:
    number, wanted = number_in(request.POST.get("role", "")), request.POST.get("since", "")
    if number is None:
        raise Invalid
    role = queries.role_for(request.user, number)
    if wanted != KEEP:
        require_second(actor=request.user, role=role, since=_moment(wanted))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("entry_second"), status=303)


def _moment(wanted: str) -> datetime | None:
    if wanted == NOT:
        return None
    if wanted not in {str(days) for days in GRACE}:
        raise Invalid
    return now() + timedelta(days=int(wanted))


@require_POST
@desk(Right.MANAGE_STAFF)
def second_removal(request: DeskRequest, member_id: int) -> HttpResponse:
    """For one whose phone is lost: the second step is forgotten, and they sign in and set it up anew."""
    found = second_of(request.user, member_id)
    forget_second(actor=request.user, member=found)
    messages.success(request, _("%(name)s signs in anew and sets up a second step.") % {"name": found})
    return HttpResponseRedirect(reverse("entry_second"), status=303)
