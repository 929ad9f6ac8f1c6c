"""Locations: adding and changing one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.staff.choices import Right
from kohtaamo.touchpoints.commands.touchpoint import save_location
from kohtaamo.touchpoints.models import Location
from kohtaamo.web.desk.touchpoints.forms import LocationForm
from kohtaamo.web.gate import DeskRequest, desk


@desk(Right.MANAGE_TOUCHPOINTS)
def location_edit(request: DeskRequest, location_id: int | None = None) -> HttpResponse:
    """Add a location or change one."""
    location = get_object_or_404(Location, pk=location_id) if location_id else None
    initial = {"name": location.name, "address": location.address} if location else {}
    form = LocationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_location(actor=request.user, location=location, **form.cleaned_data)
            return redirect("touchpoints")
        except KohtaamoError as problem:
            form.add_error("name", str(problem))
    context = {"room": "settings", "form": form, "location": location}
    return render(request, "desk/touchpoints/location.html", context, status=422 if form.errors else 200)
