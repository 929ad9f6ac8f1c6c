"""The touchpoints: what there is, how soon each notices and answers, and whether it keeps its public promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.timing import times_of
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.targets.queries import kept
from kohtaamo.touchpoints.commands.touchpoint import Facts, save_touchpoint
from kohtaamo.touchpoints.models import Hours, Location, Touchpoint
from kohtaamo.touchpoints.queries import calendar, is_open_now
from kohtaamo.web.desk.mandates.learning import share
from kohtaamo.web.desk.touchpoints.forms import TouchpointForm
from kohtaamo.web.gate import DeskRequest, desk

PERIOD = timedelta(weeks=4)


@dataclass(frozen=True)
class Place:
    """A location, or none, with its touchpoints."""

    location: Location | None
    touchpoints: list[Touchpoint]


@desk()
def touchpoints(request: DeskRequest) -> HttpResponse:
    """All touchpoints by location."""
    found = list(
        Touchpoint.objects.select_related("location", "team", "owner", "hours")
        .prefetch_related("mailboxes", "hours__periods", "hours__exceptions")
        .order_by("location__name", "name")
    )
    for each in found:
        each.is_open = is_open_now(each)  # type: ignore[attr-defined]
    places: dict[int | None, Place] = {}
    for each in found:
        places.setdefault(each.location_id, Place(each.location, [])).touchpoints.append(each)
    context = {
        "room": "settings", "places": list(places.values()), "count": sum(t.is_active for t in found),
        "ownerless": sum(1 for t in found if t.is_active and t.owner_id is None),
        "hours": Hours.objects.all(), "locations": Location.objects.all(),
    }  # fmt: skip
    return render(request, "desk/touchpoints/list.html", context)


@desk()
def touchpoint(request: DeskRequest, touchpoint_id: int) -> HttpResponse:
    """One touchpoint: its times over the last four weeks, its hours and its mailboxes."""
    each = get_object_or_404(Touchpoint.objects.select_related("location", "team", "owner", "hours"), pk=touchpoint_id)
    context = {
        "room": "settings", "touchpoint": each, "times": times_of(each, since=now() - PERIOD),
        "kept": [(aim.label, share(aim.in_time, aim.counted)) for aim in kept(each, since=now() - PERIOD)],
        "mailboxes": Mailbox.objects.filter(touchpoint=each), "is_open": is_open_now(each),
        "calendar": calendar(each.hours) if each.hours else None,
    }  # fmt: skip
    return render(request, "desk/touchpoints/one.html", context)


@desk(Right.MANAGE_TOUCHPOINTS)
def touchpoint_edit(request: DeskRequest, touchpoint_id: int | None = None) -> HttpResponse:
    """Add a touchpoint or change one."""
    each = get_object_or_404(Touchpoint, pk=touchpoint_id) if touchpoint_id else None
    form = TouchpointForm(request.POST or None, initial=_known(each))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_touchpoint(actor=request.user, facts=Facts(**form.cleaned_data), touchpoint=each)
            return redirect("touchpoint", touchpoint_id=saved.pk)
        except KohtaamoError as problem:
            form.add_error("name", str(problem))
    context = {"room": "settings", "form": form, "touchpoint": each}
    return render(request, "desk/touchpoints/edit.html", context, status=422 if form.errors else 200)


def _known(each: Touchpoint | None) -> dict[str, object]:
    names = ("name", "channel", "answer_minutes", "answer_is_public", "language", "thanks_wake", "is_active")
    if each is None:
        return {}
    links = {"team": each.team_id, "location": each.location_id, "owner": each.owner_id, "hours": each.hours_id}
    return {**{name: getattr(each, name) for name in names}, **links}
