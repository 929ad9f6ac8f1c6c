"""The connections: listed, made, changed, and what each of them is told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.mandates.commands.fulfil import set_fulfilled
from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.keys import secret_of
from kohtaamo.platform.connections.models import Connection
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.connections import change_connection, make_connection
from kohtaamo.staff.connecting import connection_for, connections, dispatches
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.connections.forms import ConnectionForm, FulfilForm
from kohtaamo.web.desk.connections.kinds import GROUPS
from kohtaamo.web.desk.connections.sentences import how_it_stands
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

PAGE = 50
JUST_MADE = "connection"  # in the session: whose secret the next page shows
FILTERS = (DispatchState.WAITING, DispatchState.FAILED, DispatchState.DELIVERED, DispatchState.DISMISSED)


@require_safe
@desk(Right.CONNECT)
def listing(request: DeskRequest) -> HttpResponse:
    """Every connection and how it stands."""
    rows = [(each, *how_it_stands(each)) for each in connections(request.user)]
    return render(request, "desk/connections/list.html", {"room": "settings", "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CONNECT)
def new(request: DeskRequest) -> HttpResponse:
    """Connect a system; its secret is on the next page and nowhere after."""
    form = ConnectionForm(request.POST if request.method == "POST" else None)
    made: list[Connection] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(make_connection(actor=request.user, wish=form.wish())[0]))
    if made:
        request.session[JUST_MADE] = made[0].pk
        return to(made[0])
    return render(request, "desk/connections/edit.html", {"room": "settings", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CONNECT)
def edit(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Change its name, its address or what it is told."""
    found = connection_for(request.user, connection_id)
    form = ConnectionForm(request.POST if request.method == "POST" else None, connection=found)
    if request.method == "POST":
        status = attempt(form, lambda: change_connection(actor=request.user, connection=found, wish=form.wish()))
        if status == 200:
            messages.success(request, _("Saved."))
            return to(found)
    else:
        status = 200
    page = {"room": "settings", "form": form, "connection": found}
    return render(request, "desk/connections/edit.html", page, status=status)


@never_cache
@require_safe
@desk(Right.CONNECT)
def one(request: DeskRequest, connection_id: int) -> HttpResponse:
    """One connection: how it stands, what it wants, what it was told. The secret only right after it was made."""
    return show(request, connection_for(request.user, connection_id))


def show(request: DeskRequest, found: Connection, *, form: FulfilForm | None = None, status: int = 200) -> HttpResponse:
    state = request.GET.get("state", "")
    told = dispatches(request.user, found, state)
    shown = leaf(told, request.GET.get("after", ""), PAGE)
    said, tone = how_it_stands(found)
    page: dict[str, Any] = {
        "room": "settings", "connection": found, "said": said, "tone": tone,
        "wants": [GROUPS.get(kind, kind) for kind in found.kinds], "rows": shown.rows,
        "next": shown.after, "state": state,
        "has_failed": dispatches(request.user, found, DispatchState.FAILED).exists(),
        "filters": [(each.value, each.label) for each in FILTERS],
        "form": form or FulfilForm(connection=found), "secret": _secret(request, found),
    }  # fmt: skip
    return render(request, "desk/connections/one.html", page, status=status)


def _secret(request: DeskRequest, found: Connection) -> str:
    if request.session.get(JUST_MADE) != found.pk:
        return ""
    request.session.pop(JUST_MADE)
    return secret_of(found)


@require_http_methods(["POST"])
@desk(Right.CONNECT)
def fulfilling(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Which decisions are carried out there."""
    found = connection_for(request.user, connection_id)
    form = FulfilForm(request.POST, connection=found)
    status = attempt(
        form,
        lambda: set_fulfilled(
            actor=request.user, connection=found, kinds=form.cleaned_data["kinds"],
            answer_minutes=form.cleaned_data["answer_minutes"],
        ),
    )  # fmt: skip
    if status != 200:
        return show(request, found, form=form, status=status)
    messages.success(request, _("Saved."))
    return to(found)


def to(connection: Connection) -> HttpResponse:
    return HttpResponseRedirect(reverse("connection", args=[connection.pk]), status=303)
