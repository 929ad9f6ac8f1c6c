"""The buttons of a connection and of what it is told."""

from __future__ import annotations

import json
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.platform.connections.models import Dispatch
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands import connections as commands
from kohtaamo.staff.connecting import connection_for, dispatch_for
from kohtaamo.web.desk.connections.pages import JUST_MADE, to
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.CONNECT)
def pausing(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Send nothing for now."""
    found = connection_for(request.user, connection_id)
    commands.pause(actor=request.user, connection=found)
    messages.success(request, _("Paused. What happens meanwhile waits."))
    return to(found)


@require_POST
@desk(Right.CONNECT)
def resumption(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Go on, and try at once."""
    found = connection_for(request.user, connection_id)
    commands.resume(actor=request.user, connection=found)
    messages.success(request, _("It goes on. What waited leaves now."))
    return back(request, reverse("connection", args=[found.pk]))


@require_POST
@desk(Right.CONNECT)
def new_secret(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Another secret; the former one signs beside it for a day."""
    found = connection_for(request.user, connection_id)
    commands.make_new_secret(actor=request.user, connection=found)
    request.session[JUST_MADE] = found.pk
    return to(found)


@require_POST
@desk(Right.CONNECT)
def test(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Put a test event in line, and go to where its fate is told."""
    found = connection_for(request.user, connection_id)
    made = commands.send_test(actor=request.user, connection=found)
    return HttpResponseRedirect(reverse("dispatch", args=[found.pk, made.pk]), status=303)


@require_POST
@desk(Right.CONNECT)
def ending(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Tell it nothing more."""
    found = connection_for(request.user, connection_id)
    commands.end_connection(actor=request.user, connection=found)
    messages.success(request, _("%(name)s is told nothing more.") % {"name": found})
    return HttpResponseRedirect(reverse("connections"), status=303)


@require_POST
@desk(Right.CONNECT)
def all_again(request: DeskRequest, connection_id: int) -> HttpResponse:
    """Put everything that failed in line again."""
    found = connection_for(request.user, connection_id)
    count = commands.send_all_again(actor=request.user, connection=found)
    said = ngettext("%(count)s event leaves again now.", "%(count)s events leave again now.", count)
    messages.success(request, said % {"count": count})
    return to(found)


@require_safe
@desk(Right.CONNECT)
def dispatch(request: DeskRequest, connection_id: int, dispatch_id: int) -> HttpResponse:
    """One event: what was said, and each attempt with its answer."""
    found = dispatch_for(request.user, connection_id, dispatch_id)
    attempts = [(each, _took(each.milliseconds)) for each in found.attempts.all()]
    page = {
        "room": "settings", "connection": found.connection, "dispatch": found, "attempts": attempts,
        "body": _laid_out(found),
    }  # fmt: skip
    return render(request, "desk/connections/dispatch.html", page)


def _laid_out(dispatch: Dispatch) -> str:
    return json.dumps(json.loads(dispatch.body), ensure_ascii=False, indent=2) if dispatch.body else ""


def _took(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    return (
        f"{milliseconds} ms" if milliseconds < 1000 else f"{timedelta(milliseconds=milliseconds).total_seconds():.0f} s"
    )


@require_POST
@desk(Right.CONNECT)
def again(request: DeskRequest, connection_id: int, dispatch_id: int) -> HttpResponse:
    """Send one event again."""
    found = dispatch_for(request.user, connection_id, dispatch_id)
    commands.send_again(actor=request.user, dispatch=found)
    messages.success(request, _("It leaves again now."))
    return back(request, reverse("dispatch", args=[connection_id, dispatch_id]))


@require_POST
@desk(Right.CONNECT)
def unsent(request: DeskRequest, connection_id: int, dispatch_id: int) -> HttpResponse:
    """Leave one event unsent, with the reason."""
    found = dispatch_for(request.user, connection_id, dispatch_id)
    try:
        commands.leave_unsent(actor=request.user, dispatch=found, reason=request.POST.get("reason", ""))
        messages.success(request, _("It is left undone, and listed with your reason."))
    except Invalid as problem:
        messages.error(request, str(problem))
    return back(request, reverse("dispatch", args=[connection_id, dispatch_id]))


def back(request: DeskRequest, otherwise: str) -> HttpResponse:
    """Where the button was pressed, when it says so and the page is ours."""
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(there if is_ours else otherwise, status=303)
