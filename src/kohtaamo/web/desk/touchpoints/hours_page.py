"""Opening hours: the week, the exceptions, and what the coming two weeks look like with them."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.staff.choices import Right
from kohtaamo.touchpoints.commands.hours import Week, add_exception, remove_exception, save_hours
from kohtaamo.touchpoints.hours import periods_on
from kohtaamo.touchpoints.models import Hours, HoursException
from kohtaamo.touchpoints.queries import calendar
from kohtaamo.web.desk.touchpoints.forms import ExceptionForm, HoursForm, shown_periods
from kohtaamo.web.gate import DeskRequest, desk


@desk(Right.MANAGE_TOUCHPOINTS)
def hours_edit(request: DeskRequest, hours_id: int | None = None) -> HttpResponse:
    """Add hours or set them anew."""
    hours = get_object_or_404(Hours, pk=hours_id) if hours_id else None
    form = HoursForm(request.POST) if request.method == "POST" else HoursForm.of(hours)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_hours(actor=request.user, week=_week(form), hours=hours)
            return redirect("hours", hours_id=saved.pk)
        except KohtaamoError as problem:
            form.add_error(None, str(problem))
    return _show(request, hours, form, ExceptionForm())


def _week(form: HoursForm) -> Week:
    data = form.cleaned_data
    return Week(
        name=data["name"], zone=data["zone"], always=data["always"], holidays_closed=data["holidays_closed"],
        periods=form.periods,
    )  # fmt: skip


def _show(request: DeskRequest, hours: Hours | None, form: HoursForm, exception_form: ExceptionForm) -> HttpResponse:
    context = {
        "room": "settings", "hours": hours, "form": form, "exception_form": exception_form,
        "exceptions": hours.exceptions.all() if hours else [], "coming": _coming(hours) if hours else [],
    }  # fmt: skip
    status = 422 if form.errors or exception_form.errors else 200
    return render(request, "desk/touchpoints/hours.html", context, status=status)


def _coming(hours: Hours) -> list[tuple[object, str]]:
    """The next two weeks as they will be, holidays and exceptions in."""
    cal, today = calendar(hours), localtime().date()
    days = [today + timedelta(days=ahead) for ahead in range(14)]
    return [(day, shown_periods([(p.opens, p.closes) for p in periods_on(cal, day)])) for day in days]


@require_POST
@desk(Right.MANAGE_TOUCHPOINTS)
def exception_add(request: DeskRequest, hours_id: int) -> HttpResponse:
    """A day unlike its weekday."""
    hours = get_object_or_404(Hours, pk=hours_id)
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return _show(request, hours, HoursForm.of(hours), form)
    try:
        for opens, closes in form.cleaned_data["hours"] or [(None, None)]:
            add_exception(
                actor=request.user, hours=hours, day=form.cleaned_data["day"], opens=opens, closes=closes,
                note=form.cleaned_data["note"],
            )  # fmt: skip
    except KohtaamoError as problem:
        form.add_error("hours", str(problem))
        return _show(request, hours, HoursForm.of(hours), form)
    return redirect("hours", hours_id=hours.pk)


@require_POST
@desk(Right.MANAGE_TOUCHPOINTS)
def exception_remove(request: DeskRequest, hours_id: int, exception_id: int) -> HttpResponse:
    """The day is as its weekday again."""
    remove_exception(
        actor=request.user, exception=get_object_or_404(HoursException, pk=exception_id, hours_id=hours_id)
    )
    return redirect("hours", hours_id=hours_id)
