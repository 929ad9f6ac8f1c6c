"""Writing down a meeting by hand, and knowing the customer while their number is being written."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import by_identity, customer_for
from kohtaamo.encounters.choices import CaseState, Feeling
from kohtaamo.encounters.commands.note_meeting import note_meeting
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.meeting_form import CHANNELS, MeetingForm, starting_values, touchpoints_for
from kohtaamo.web.desk.today.rows import ICONS
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def meeting_new(request: DeskRequest) -> HttpResponse:
    """The form; when it is whole, the meeting is written down and its case opens."""
    if request.method == "POST":
        form = MeetingForm(request.POST)
        if form.is_valid():
            message = note_meeting(actor=request.user, meeting=form.meeting())
            return HttpResponseRedirect(reverse("case", args=[message.case_id]), status=303)
        return _form(request, form, status=422)
    customer = _asked_for(request)
    form = MeetingForm(initial=starting_values(touchpoints_for(request.user), customer))
    return _form(request, form)


@require_safe
@desk(Right.ANSWER)
def meeting_customer(request: DeskRequest) -> HttpResponse:
    """Whose number or address it is, as a part of the form."""
    return render(request, "desk/meetings/known.html", _known(request.user, request.GET.get("reach", "")))


def _form(request: DeskRequest, form: MeetingForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form, "places": touchpoints_for(request.user), "feelings": Feeling,
        "channels": [(channel, ICONS[channel]) for channel in CHANNELS],
        "chosen": {name: str(form[name].value() or "") for name in ("channel", "touchpoint", "feeling")},
        **_known(request.user, str(form["reach"].value() or "")),
    }  # fmt: skip
    return render(request, "desk/meetings/new.html", context, status=status)


def _asked_for(request: DeskRequest) -> Customer | None:
    number = number_in(request.GET.get("customer", ""))
    return customer_for(request.user, number) if number is not None else None


def _known(viewer: Member, reach: str) -> dict[str, object]:
    """The customer who is reached so, and their open cases that the viewer may see."""
    found = by_identity(viewer, reach) if len(reach.strip()) > 4 else []
    customer = found[0] if found else None
    if customer is None:
        return {"known": None, "open_cases": []}
    open_cases = visible_cases(viewer).filter(customer=customer).exclude(state=CaseState.SETTLED)
    return {"known": customer, "open_cases": list(open_cases.order_by("-opened_at")[:4])}
