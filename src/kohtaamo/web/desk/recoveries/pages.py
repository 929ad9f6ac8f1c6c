"""Recoveries: what waits, putting one right, closing it with a word, and what it teaches."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import RecoveryState
from kohtaamo.promises.commands.recover import close, recover
from kohtaamo.promises.late_queues import late_queues
from kohtaamo.promises.models import Recovery
from kohtaamo.promises.recovering import (
    LEAST,
    SHOWN_WITH,
    lessons,
    open_recoveries,
    outcome_of,
    recovery_for,
    visible_recoveries,
)
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.recoveries.form import MendForm, begun
from kohtaamo.web.desk.recoveries.learning import told
from kohtaamo.web.desk.recoveries.sentences import how_many_wait
from kohtaamo.web.desk.recoveries.showing import row, todays
from kohtaamo.web.gate import DeskRequest, desk

LONG, LATELY = 100, 20
SPANS = {"90": timedelta(days=90), "365": timedelta(days=365)}


@require_safe
@desk()
def recoveries(request: DeskRequest) -> HttpResponse:
    """What waits to be put right, and what was put right lately."""
    waiting = list(open_recoveries(request.user)[:LONG])
    settled = visible_recoveries(request.user).exclude(state=RecoveryState.OPEN)
    lately = settled.select_related(*SHOWN_WITH, "settled_by").order_by("-settled_at", "-pk")[:LATELY]
    page = {
        "room": "promises",
        "late_queues": late_queues(request.user),
        "heading": how_many_wait(len(waiting)) + "." if waiting else _("Nothing waits to be put right."),
        "waiting": [row(request.user, each) for each in waiting],
        "lately": [row(request.user, each) for each in lately],
    }
    return render(request, "desk/recoveries/list.html", page)


@require_safe
@desk()
def on_today(request: DeskRequest) -> HttpResponse:
    """The line of Today, read anew."""
    return render(request, "desk/recoveries/line.html", todays(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def recovery(request: DeskRequest, recovery_id: int) -> HttpResponse:
    """One recovery: apology, remedy and new promise on one page; POST does them in one step."""
    found = recovery_for(request.user, recovery_id)
    if request.method != "POST":
        return _page(request, found, begun(found, request.user))
    form = MendForm(request.POST, recovery=found, teller=request.user)
    status = attempt(form, lambda: recover(actor=request.user, recovery=found, mending=form.mending()))
    if status != 200:
        return _page(request, found, form, status=status)
    messages.success(request, _("Put right. You see here what the customer feels and whether they return."))
    return HttpResponseRedirect(reverse("case", args=[found.case_id]), status=303)


def _page(request: DeskRequest, found: Recovery, form: MendForm, *, status: int = 200) -> HttpResponse:
    others = Recovery.objects.filter(case=found.case_id, state=RecoveryState.OPEN).exclude(pk=found.pk)
    form.is_valid() if form.is_bound else None
    page = {
        "room": "promises", "row": row(request.user, found), "recovery": found, "case": found.case, "form": form,
        "customer": found.customer, "remedies": form.remedies() if found.is_open else [],
        "others": others.count() if found.is_open else 0, **_reading(form),
        "outcome": outcome_of(request.user, found),
    }  # fmt: skip
    return render(request, "desk/recoveries/one.html", page, status=status)


@require_POST
@desk(Right.ANSWER)
def letter(request: DeskRequest, recovery_id: int) -> HttpResponse:
    """The letter as the customer would get it, with what is filled in so far. Nothing is kept."""
    found = recovery_for(request.user, recovery_id)
    form = MendForm(request.POST, recovery=found, teller=request.user)
    return render(request, "desk/recoveries/letter.html", _reading(form))


def _reading(form: MendForm) -> dict[str, str]:
    if not form.is_bound:
        form = MendForm({**form.initial, "remedy": ""}, recovery=form.recovery, teller=form.teller)
    form.is_valid()
    return {"letter": form.letter(), "promised": form.promised()}


@require_POST
@desk(Right.ANSWER)
def closing(request: DeskRequest, recovery_id: int) -> HttpResponse:
    """Close it without acts, with a word why."""
    found = recovery_for(request.user, recovery_id)
    try:
        close(actor=request.user, recovery=found, word=request.POST.get("word", ""))
    except (Invalid, Conflict) as problem:
        messages.warning(request, problem.sentence)
        return redirect("recovery", found.pk)
    messages.success(request, _("Closed with your word."))
    return HttpResponseRedirect(reverse("case", args=[found.case_id]), status=303)


@require_safe
@desk()
def learning(request: DeskRequest) -> HttpResponse:
    """What putting right teaches, by what failed: never by person, never of fewer than five."""
    span = request.GET.get("days", "") if request.GET.get("days", "") in SPANS else "90"
    rows = [told(each) for each in lessons(request.user, since=now() - SPANS[span])]
    return render(
        request, "desk/recoveries/learning.html", {"room": "promises", "rows": rows, "span": span, "least": LEAST}
    )
