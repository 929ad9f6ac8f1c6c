"""Setting how soon we mean to answer and settle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.targets import queries
from kohtaamo.targets.commands.aim import LONGEST, Aimed, set_target
from kohtaamo.targets.models import Target
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.gate import DeskRequest, desk

TIMES = ("first", "next", "settle")


def _hours(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=LONGEST // 60, decimal_places=2)


class TargetForm(DeskForm):
    touchpoint = forms.ModelChoiceField(
        label=gettext_lazy("Touchpoint"), queryset=Touchpoint.objects.filter(is_active=True), required=False,
        empty_label=gettext_lazy("Every touchpoint"),
    )  # fmt: skip
    matter = forms.ModelChoiceField(
        label=gettext_lazy("Kind of matter"), queryset=Matter.objects.filter(is_active=True), required=False,
        empty_label=gettext_lazy("Every kind"),
    )  # fmt: skip
    first = _hours(gettext_lazy("First answer, open hours"))
    next = _hours(gettext_lazy("Next answers, open hours"))
    settle = _hours(gettext_lazy("Settling, open hours"))
    warn = forms.IntegerField(
        label=gettext_lazy("Warn when so many percent of the time has gone"), min_value=10, max_value=99, initial=75
    )

    GROUPS = (
        (gettext_lazy("Which cases"), "touchpoint matter", "two"),
        (gettext_lazy("How soon we mean to"), "first next settle warn", "two"),
    )

    def aimed(self) -> Aimed:
        filled = self.cleaned_data
        minutes = {name: round(filled[name] * 60) if filled[name] else None for name in TIMES}
        return Aimed(touchpoint=filled["touchpoint"], matter=filled["matter"], warn=filled["warn"], **minutes)


@require_safe
@desk(Right.MANAGE_TOUCHPOINTS)
def targets(request: DeskRequest) -> HttpResponse:
    """All of them."""
    page = {"room": "settings", "targets": list(queries.targets(request.user))}
    return render(request, "desk/targets/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_TOUCHPOINTS)
def new(request: DeskRequest) -> HttpResponse:
    """Set one."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_TOUCHPOINTS)
def target(request: DeskRequest, target_id: int) -> HttpResponse:
    """Change one, or take it away."""
    known = queries.targets(request.user).filter(pk=target_id).first()
    if known is None:
        raise NotFound
    return _write(request, known)


def _write(request: DeskRequest, known: Target | None) -> HttpResponse:
    form, status = TargetForm(initial=_known(known)), 200
    if request.method == "POST":
        form = TargetForm(request.POST)
        if "drop" in request.POST and known is not None:
            set_target(actor=request.user, aimed=Aimed(touchpoint=known.touchpoint, matter=known.matter))
            messages.success(request, _("The target is taken away."))
            return redirect("targets")
        status = attempt(form, lambda: _save(request, form, known))
        if status == 200:
            messages.success(request, _("Saved. What waits now is reckoned anew in a moment."))
            return redirect("targets")
    return render(
        request, "desk/targets/target.html", {"room": "settings", "form": form, "target": known}, status=status
    )


def _save(request: DeskRequest, form: TargetForm, known: Target | None) -> None:
    aimed = form.aimed()
    if not any((aimed.first, aimed.next, aimed.settle)):
        raise Invalid(_("Write at least one time."))
    made = set_target(actor=request.user, aimed=aimed)
    if known is not None and made is not None and made.pk != known.pk:  # it was moved to another place or kind
        set_target(actor=request.user, aimed=Aimed(touchpoint=known.touchpoint, matter=known.matter))


def _known(known: Target | None) -> dict[str, Any]:
    if known is None:
        return {"warn": 75}
    times = {name: _told(getattr(known, name)) for name in TIMES}
    return {"touchpoint": known.touchpoint_id, "matter": known.matter_id, "warn": known.warn, **times}


def _told(minutes: int | None) -> float | int | None:
    if minutes is None:
        return None
    return minutes // 60 if minutes % 60 == 0 else round(minutes / 60, 2)
