"""Writing checklists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.staff.choices import Right
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work import checking
from kohtaamo.work.commands.checklist import Listing, write_checklist
from kohtaamo.work.models import Checklist

SPARE = 4  # empty rows for new steps


class ChecklistForm(DeskForm):
    name_fi = forms.CharField(label=gettext_lazy("name in Finnish"), max_length=80)
    name_sv = forms.CharField(label=gettext_lazy("name in Swedish"), max_length=80, required=False)
    name_en = forms.CharField(label=gettext_lazy("name in English"), max_length=80, required=False)
    matter = forms.ModelChoiceField(
        label=gettext_lazy("Kind of matter"), queryset=Matter.objects.filter(is_active=True), required=False,
        empty_label=gettext_lazy("Every kind"),
    )  # fmt: skip
    touchpoint = forms.ModelChoiceField(
        label=gettext_lazy("Touchpoint"), queryset=Touchpoint.objects.filter(is_active=True), required=False,
        empty_label=gettext_lazy("Every touchpoint"),
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False)

    GROUPS = (
        (gettext_lazy("What it is called"), "name_fi name_sv name_en is_active", ""),
        (gettext_lazy("Which cases are gone through by it"), "matter touchpoint", "two"),
    )


def _steps_of(data: QueryDict) -> list[dict[str, Any]]:
    columns = [data.getlist(f"step_{name}") for name in ("key", "fi", "sv", "en")]
    return [dict(zip(("key", "fi", "sv", "en"), row, strict=True)) for row in zip(*columns, strict=False)]


@require_safe
@desk(Right.SHAPE_WORK)
def checklists(request: DeskRequest) -> HttpResponse:
    """All of them."""
    page = {"room": "settings", "checklists": list(checking.checklists(request.user))}
    return render(request, "desk/checklists/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def new(request: DeskRequest) -> HttpResponse:
    """Write one."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def checklist(request: DeskRequest, checklist_id: int) -> HttpResponse:
    """Change one."""
    return _write(request, checking.checklist_for(request.user, checklist_id))


def _write(request: DeskRequest, known: Checklist | None) -> HttpResponse:
    names = list(ChecklistForm.base_fields)
    form, status = ChecklistForm(initial={n: getattr(known, n) for n in names} if known else {"is_active": True}), 200
    steps = [_told(step) for step in known.steps.all() if step.is_active] if known else []
    if request.method == "POST":
        form, steps = ChecklistForm(request.POST), _steps_of(request.POST)
        status = attempt(
            form,
            lambda: write_checklist(
                actor=request.user, listing=Listing(**form.cleaned_data, steps=steps), checklist=known
            ),
        )
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("checklists")
    written = [each for each in steps if each["fi"]]
    page = {"room": "settings", "form": form, "checklist": known, "steps": [*written, *({} for _n in range(SPARE))]}
    return render(request, "desk/checklists/checklist.html", page, status=status)


def _told(step: Any) -> dict[str, Any]:
    return {"key": str(step.pk), "fi": step.text_fi, "sv": step.text_sv, "en": step.text_en}
