"""The systems that may tell us of lateness: made, their secret shown once, ended."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import Invalid
from kohtaamo.promises.commands.hook import end_hook, make_hook, secret_of
from kohtaamo.promises.models import Hook
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk

JUST_MADE = "hook"  # in the session: whose secret the next page shows


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def hooks(request: DeskRequest) -> HttpResponse:
    """Who may tell us. POST makes another; its secret is on the next page and nowhere after."""
    if request.method != "POST":
        return _page(request)
    try:
        made, _secret = make_hook(actor=request.user, name=request.POST.get("name", ""))
    except Invalid as refused:
        return _page(request, str(refused.sentence))
    request.session[JUST_MADE] = made.pk
    return HttpResponseRedirect(reverse("hooks"), status=303)


def _page(request: DeskRequest, problem: str = "") -> HttpResponse:
    made = Hook.objects.filter(pk=request.session.pop(JUST_MADE, None)).first()
    page = {
        "room": "settings", "hooks": Hook.objects.select_related("made_by"), "made": made,
        "secret": secret_of(made) if made else "", "problem": problem,
        "address": f"{settings.URL}{reverse('hook_lateness')}",
    }  # fmt: skip
    return render(request, "desk/recoveries/hooks.html", page, status=422 if problem else 200)


@require_POST
@desk(Right.MANAGE_STAFF)
def ending(request: DeskRequest, hook_id: int) -> HttpResponse:
    """Take nothing more in from it."""
    hook = get_object_or_404(Hook, pk=hook_id)
    end_hook(actor=request.user, hook=hook)
    messages.success(request, _("%(name)s can no longer tell us anything.") % {"name": hook})
    return redirect("hooks")
