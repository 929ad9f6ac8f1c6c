"""Kinds of decision: the built-in ones and the organisation's own."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.commands.kind import add_kind, change_kind
from kohtaamo.mandates.models import Kind
from kohtaamo.mandates.queries import granting
from kohtaamo.mandates.wording import words_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.mandates.forms import KindForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import duration


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.GRANT)
def listing(request: DeskRequest) -> HttpResponse:
    """Every kind; POST adds one of our own."""
    form = KindForm(request.POST if request.method == "POST" else None)
    status = attempt(form, lambda: _add(request, form)) if request.method == "POST" else 200
    if request.method == "POST" and status == 200:
        messages.success(request, _("Added. Grant it to somebody, and it is in the encounter."))
        return redirect("decision_kinds")
    rows = [(kind, icon_of(kind), _usual(kind)) for kind in granting.kinds(request.user)]
    page = {"room": "settings", "kinds": rows, "form": form}
    return render(request, "desk/mandates/kinds.html", page, status=status)


def _add(request: DeskRequest, form: KindForm) -> None:
    add_kind(actor=request.user, unit=form.cleaned_data["unit"], manner=form.manner())


def _usual(kind: Kind) -> str:
    return told(kind.unit, kind.usual_amount) if kind.usual_amount and kind.has_amount else ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.GRANT)
def one(request: DeskRequest, kind_id: int) -> HttpResponse:
    """One kind, its words as a customer would read them; POST changes it."""
    kind = granting.kind_for(request.user, kind_id)
    form = KindForm(request.POST if request.method == "POST" else None, kind=kind)
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: change_kind(actor=request.user, kind=kind, manner=form.manner()))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("decision_kind", kind.pk)
    told_now = words_for(
        kind, kind.usual_amount or 1, language=request.user.language, name=_("Anna"), teller=request.user.first_name
    )
    page = {"room": "settings", "kind": kind, "form": form, "told": told_now, "carried": _carried(kind)}
    return render(request, "desk/mandates/kind.html", page, status=status)


def _carried(kind: Kind) -> str:
    """Which system carries it out; empty when nothing is told to any."""
    fulfiller = kind.fulfiller
    if fulfiller is None or not fulfiller.connection.is_active:
        return ""
    time = duration(timedelta(minutes=fulfiller.answer_minutes))
    return _("Carried out by %(where)s, which answers within %(time)s.") % {"where": fulfiller, "time": time}
