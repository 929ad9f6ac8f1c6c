"""Who may decide what: the list for those who grant, granting and ending."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.mandates.commands.mandate import end, grant
from kohtaamo.mandates.errors import AlreadyEnded
from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.mandates.queries import granting
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.mandates import saying
from kohtaamo.web.desk.mandates.forms import GrantForm
from kohtaamo.web.gate import DeskRequest, desk


@dataclass(frozen=True)
class Row:
    """A mandate in words."""

    mandate: Mandate
    limits: list[str]
    place: str
    is_coming: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.GRANT)
def listing(request: DeskRequest) -> HttpResponse:
    """Every mandate that stands; POST grants another."""
    form = GrantForm(request.POST if request.method == "POST" else None)
    status = attempt(form, lambda: _grant(request, form)) if request.method == "POST" else 200
    if request.method == "POST" and status == 200:
        messages.success(request, _("Granted. It may be used from now on, or from its first day."))
        return redirect("mandates")
    page = {
        "room": "settings", "form": form, "groups": _groups(list(granting.mandates(request.user))),
        "past": [_row(each) for each in granting.past_mandates(request.user)],
    }  # fmt: skip
    return render(request, "desk/mandates/mandates.html", page, status=status)


def _grant(request: DeskRequest, form: GrantForm) -> None:
    filled = form.cleaned_data
    grant(
        actor=request.user, kind=filled["kind"], to=form.to_one(), limits=form.limits(),
        touchpoint=filled["touchpoint"], **form.times(),
    )  # fmt: skip


def _groups(mandates: list[Mandate]) -> list[tuple[Kind, str, list[Row]]]:
    return [
        (kind, icon_of(kind), [_row(each) for each in rows])
        for kind, rows in groupby(mandates, key=lambda each: each.kind)
    ]


def _row(mandate: Mandate) -> Row:
    return Row(mandate, saying.limits(mandate), saying.place(mandate), mandate.valid_from > now())


@require_POST
@desk(Right.GRANT)
def ending(request: DeskRequest, mandate_id: int) -> HttpResponse:
    """End a mandate from now on."""
    mandate = granting.mandate_for(request.user, mandate_id)
    try:
        end(actor=request.user, mandate=mandate)
        messages.success(request, _("Ended. What was decided under it stands."))
    except AlreadyEnded as problem:
        messages.info(request, str(problem.sentence))
    return redirect("mandates")
