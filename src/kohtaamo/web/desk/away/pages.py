"""Saying that one is away and who stands in; how each team's new cases find their owner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Sharing
from kohtaamo.serving.commands.share import end_away, set_away, set_sharing
from kohtaamo.serving.queries.sharing import absence_of, absences, sent_away_by, sharings
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.moments import MomentField

MOST = 100


class AwayForm(DeskForm):
    """Who is away, from when to when, who stands in."""

    member: Any = forms.ModelChoiceField(
        label=gettext_lazy("Who is away"), queryset=Member.objects.filter(is_active=True)
    )
    starts_at = MomentField(label=gettext_lazy("From"))
    ends_at = MomentField(label=gettext_lazy("Back again"))
    stand_in: Any = forms.ModelChoiceField(
        label=gettext_lazy("Who stands in"), queryset=Member.objects.filter(is_active=True), required=False,
        empty_label=gettext_lazy("The team's queue"),
        help_text=gettext_lazy("What customers write in your cases, and what is given to you, goes to them meanwhile."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("A word to colleagues"), max_length=200, required=False)

    def __init__(self, *args: Any, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = sent_away_by(viewer).filter(is_active=True)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def away(request: DeskRequest) -> HttpResponse:
    """Say when one is away; who leads a team says it for the team, those who manage people for anyone."""
    form, status = AwayForm(viewer=request.user, initial={"member": request.user}), 200
    if request.method == "POST":
        form = AwayForm(request.POST, viewer=request.user)
        status = attempt(form, lambda: _set(request, form))
        if status == 200:
            messages.success(request, _("Written down. What comes meanwhile finds its way."))
            return redirect("away")
    rows = list(absences(request.user).filter(ends_at__gt=now())[:MOST])
    page = {"room": "settings", "form": form, "rows": rows, "now_away": absence_of(request.user, now())}
    return render(request, "desk/away/away.html", page, status=status)


def _set(request: DeskRequest, form: AwayForm) -> None:
    filled = form.cleaned_data
    set_away(
        actor=request.user, member=filled["member"], starts_at=filled["starts_at"], ends_at=filled["ends_at"],
        stand_in=filled["stand_in"], note=filled["note"],
    )  # fmt: skip


@require_POST
@desk()
def ending(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Back, or not away after all."""
    absence = absences(request.user).filter(pk=absence_id).first()
    if absence is None:
        raise NotFound
    end_away(actor=request.user, absence=absence)
    return redirect("away")


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def sharing(request: DeskRequest) -> HttpResponse:
    """How the new cases of each team one leads find their owner."""
    rows = sharings(request.user)
    if not rows:
        raise NotFound
    if request.method == "POST":
        chosen = next((row for row in rows if str(row.team_id) == request.POST.get("team")), None)
        if chosen is None:
            raise NotFound
        most = request.POST.get("most", "").strip()
        try:
            set_sharing(
                actor=request.user, team=chosen.team, way=request.POST.get("way", ""),
                by_language=bool(request.POST.get("by_language")), most=int(most) if most.isdecimal() and len(most) < 5 else None,
            )  # fmt: skip
            messages.success(request, _("Saved."))
        except Invalid as problem:
            messages.warning(request, str(problem.sentence))
        return redirect("sharing")
    return render(request, "desk/away/sharing.html", {"room": "settings", "rows": rows, "ways": Sharing.choices})
