"""How one is told: which things by which ways, quiet hours, how often by mail, in which browsers."""

from __future__ import annotations

from datetime import time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import Invalid
from kohtaamo.serving.choices import By, Digest, Told
from kohtaamo.serving.commands.device import add_device, forget_device
from kohtaamo.serving.commands.tell import Wish, wish_to_be_told
from kohtaamo.serving.models import PushDevice
from kohtaamo.serving.push import house_address
from kohtaamo.serving.ways import ways_for, wish_of
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def wishes(request: DeskRequest) -> HttpResponse:
    """See and set how one is told."""
    if request.method == "POST":
        ways = {str(kind): request.POST.getlist(f"ways_{kind}") for kind in Told.values}
        wish = Wish(ways, _clock(request, "quiet_from"), _clock(request, "quiet_until"), request.POST.get("digest", ""))
        wish_to_be_told(actor=request.user, wish=wish)
        messages.success(request, _("Saved."))
        return redirect("my_notifications")
    rows = [(kind, label, ways_for(request.user, kind)) for kind, label in Told.choices]
    page = {
        "room": "settings", "rows": rows, "by": By.choices, "digests": Digest.choices, "wish": wish_of(request.user),
        "devices": PushDevice.objects.filter(member=request.user).order_by("added_at"), "house": house_address(),
    }  # fmt: skip
    return render(request, "desk/notifications/wishes.html", page)


def _clock(request: DeskRequest, name: str) -> time | None:
    try:
        return parse_time(request.POST.get(name, "").replace(".", ":"))
    except ValueError:
        return None


@require_POST
@desk()
def devices(request: DeskRequest) -> HttpResponse:
    """Tell this browser by push."""
    given = request.POST
    try:
        add_device(
            actor=request.user, endpoint=given.get("endpoint", ""), p256dh=given.get("p256dh", ""),
            auth=given.get("auth", ""), name=given.get("name", ""),
        )  # fmt: skip
    except Invalid as problem:
        messages.warning(request, str(problem.sentence))
    return redirect("my_notifications")


@require_POST
@desk()
def device_removal(request: DeskRequest, device_id: int) -> HttpResponse:
    """Tell one of one's browsers no more."""
    forget_device(actor=request.user, device_id=device_id)
    return redirect("my_notifications")
