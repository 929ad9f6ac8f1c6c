"""Shaping the house's own fields."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.fields.forms import SPARE, FieldForm, filled, options_of
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.fields import shape_field
from kohtaamo.work.fielding import every_field, field_for
from kohtaamo.work.models import Field


@require_safe
@desk(Right.SHAPE_WORK)
def fields(request: DeskRequest) -> HttpResponse:
    """What the house asks of its own."""
    return render(request, "desk/fields/list.html", {"room": "settings", "fields": list(every_field(request.user))})


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def new(request: DeskRequest) -> HttpResponse:
    """Ask something new."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def field(request: DeskRequest, field_id: int) -> HttpResponse:
    """Rename a field, change its options, take it out of use."""
    return _write(request, field_for(request.user, field_id))


def _write(request: DeskRequest, known: Field | None) -> HttpResponse:
    form, status = filled(known) if known else FieldForm(initial={"is_active": True}), 200
    options: list[dict[str, Any]] = list(known.options) if known else []
    if request.method == "POST":
        form, options = FieldForm(request.POST, known=known), options_of(request.POST)
        status = attempt(form, lambda: shape_field(actor=request.user, shape=form.shape(options), field=known))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("fields")
    shown = [each for each in options if each.get("fi")]
    page = {"room": "settings", "form": form, "field": known, "options": [*shown, *({} for _n in range(SPARE))]}
    return render(request, "desk/fields/field.html", page, status=status)
