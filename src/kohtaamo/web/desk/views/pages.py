"""The saved views: kept from the queue, counted live, put in order, shared, forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.views.forms import ViewForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.commands.view import change_view, forget_view, place_view, save_view
from kohtaamo.work.narrowing import wanted
from kohtaamo.work.viewing import counted_views, may_change, view_for


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def views(request: DeskRequest) -> HttpResponse:
    """The views in the person's own order; POST keeps what the address asks for under a name."""
    form, status = ViewForm(viewer=request.user), 200
    asked = wanted(request.GET, request.user)
    if request.method == "POST":
        form = ViewForm(request.POST, viewer=request.user)
        made = []
        status = attempt(form, lambda: made.append(_save(request, form)))
        if made:
            messages.success(request, _("The view is kept."))
            return redirect(f"{reverse('cases')}?{asked.address(view=str(made[0]))}")
    page = {
        "room": "cases", "views": counted_views(request.user), "form": form, "asked": asked,
        "is_new": request.method == "POST" or not asked.is_plain,
    }  # fmt: skip
    return render(request, "desk/views/list.html", page, status=status)


def _save(request: DeskRequest, form: ViewForm) -> int:
    name, team = form.cleaned_data["name"], form.cleaned_data["team"]
    return save_view(actor=request.user, name=name, asked=request.GET.dict(), team=team).pk


@require_safe
@desk()
def counts(request: DeskRequest) -> HttpResponse:
    """The views with their counts now, for a page that shows them."""
    page = {"views": counted_views(request.user), "here": request.GET.get("view", "")}
    return render(request, "desk/views/chips.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def view(request: DeskRequest, view_id: int) -> HttpResponse:
    """One view; POST renames it or gives it to others."""
    found = view_for(request.user, view_id)
    initial = {"name": found.name, "team": found.team_id}
    form, status = ViewForm(initial=initial, viewer=request.user, kept=found.team_id), 200
    if request.method == "POST":
        form = ViewForm(request.POST, viewer=request.user, kept=found.team_id)
        status = attempt(
            form,
            lambda: change_view(
                actor=request.user, view=found, name=form.cleaned_data["name"], team=form.cleaned_data["team"]
            ),
        )
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("views")
    page = {"room": "cases", "view": found, "form": form, "may_change": may_change(request.user, found)}
    return render(request, "desk/views/view.html", page, status=status)


@require_POST
@desk()
def moving(request: DeskRequest, view_id: int) -> HttpResponse:
    """Up or down by one."""
    step = -1 if request.POST.get("step") == "up" else 1
    place_view(actor=request.user, view=view_for(request.user, view_id), step=step)
    return redirect("views")


@require_POST
@desk()
def removal(request: DeskRequest, view_id: int) -> HttpResponse:
    """Forget the view."""
    forget_view(actor=request.user, view=view_for(request.user, view_id))
    messages.success(request, _("The view is forgotten. Its cases are where they were."))
    return redirect("views")
