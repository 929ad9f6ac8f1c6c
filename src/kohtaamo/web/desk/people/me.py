"""One's own settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.staff.choices import Presence
from kohtaamo.staff.commands.own import change_own, set_presence, sign_out_elsewhere
from kohtaamo.web.desk.people.own_form import OwnForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def me(request: DeskRequest) -> HttpResponse:
    """See and change one's own settings."""
    form = OwnForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        changed = change_own(actor=request.user, wish=form.wish())
        with translation.override(changed.language):
            messages.success(request, _("Saved."))
        return redirect("me")
    page = {"form": form, "presence": Presence(request.user.presence)}
    return render(request, "desk/people/me.html", page, status=422 if form.errors else 200)


@require_POST
@desk()
def presence(request: DeskRequest) -> HttpResponse:
    """Say whether one is here, busy or away."""
    set_presence(actor=request.user, presence=request.POST.get("presence", ""))
    here_again = way_back(request, reverse("me"))
    if request.htmx:
        return render(request, "desk/own_menu.html", {"here_again": here_again, "is_part": True})
    return HttpResponseRedirect(here_again, status=303)


@require_POST
@desk()
def sessions_end(request: DeskRequest) -> HttpResponse:
    """Sign out on every other device."""
    ended = sign_out_elsewhere(actor=request.user, but=request.session.session_key)
    said = ngettext(
        "You were signed out on %(count)s other device.", "You were signed out on %(count)s other devices.", ended
    )
    messages.success(request, said % {"count": ended} if ended else _("You were signed in on this device only."))
    return redirect("me")
