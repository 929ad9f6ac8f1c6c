"""Handing over, and what the receiver answers."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for, visible_cases
from kohtaamo.platform.errors import Conflict, Invalid, NotFound
from kohtaamo.promises.commands.accept import accept, decline, see_returned, take_back_handover
from kohtaamo.promises.commands.hand_over import hand_over, latest_accepted
from kohtaamo.promises.handing import chain_of, handed_by, handover_for
from kohtaamo.promises.models import Handover
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases.table import teams_to_give
from kohtaamo.web.desk.handovers.form import HandoverForm, begun
from kohtaamo.web.desk.handovers.showing import todays
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ASSIGN)
def handovers(request: DeskRequest, case_id: int) -> HttpResponse:
    """Hand this case over; sent twice, it is told again that it was done."""
    if request.method == "POST" and (made := handed_by(request.user, case_id, request.POST.get("once", ""))):
        return _handed(request, made.case)
    case = case_for(request.user, case_id)
    if request.method != "POST":
        return _page(request, case, begun(case, latest_accepted(case)))
    form = HandoverForm(request.POST)
    status = attempt(form, lambda: _hand(request.user, case, form))
    if status != 200:
        return _page(request, case, form, status=status)
    return _handed(request, case)


def _handed(request: DeskRequest, case: Case) -> HttpResponse:
    messages.success(request, _("Handed over: %(subject)s. You see here if it comes back.") % {"subject": case.subject})
    return HttpResponseRedirect(reverse("today"), status=303)


def _hand(actor: Member, case: Case, form: HandoverForm) -> Handover:
    return hand_over(actor=actor, case=case, handing=form.handing(case, actor))


def _page(request: DeskRequest, case: Case, form: HandoverForm, *, status: int = 200) -> HttpResponse:
    page = {
        "room": "cases", "case": case, "customer": case.customer, "form": form, "receivers": _receivers(request.user),
        "chain": chain_of(case), "once": form["once"].value() or secrets.token_hex(8), "chosen": form["to"].value() or "",
        "words": _words(form, case, request.user),
    }  # fmt: skip
    return render(request, "desk/handovers/new.html", page, status=status)


def _receivers(giver: Member) -> list[tuple[Team, str, list[tuple[str, str]]]]:
    """Each team with its own value, and its people but the giver as (value, name)."""
    return [
        (team, str(team.pk), [(f"{team.pk}-{each.pk}", each.name) for each in team.people if each.pk != giver.pk])  # type: ignore[attr-defined]
        for team in teams_to_give()
    ]


@require_safe
@desk(Right.ASSIGN)
def words(request: DeskRequest, case_id: int) -> HttpResponse:
    """What would be written to the customer with what is chosen so far."""
    case = case_for(request.user, case_id)
    form = HandoverForm({**request.GET.dict(), "told": ""})
    return render(request, "desk/handovers/words.html", {"words": _words(form, case, request.user)})


def _words(form: HandoverForm, case: Case, giver: Member) -> str:
    if not form.is_bound:
        return ""
    form.is_valid()
    if "to" not in form.cleaned_data:
        return ""
    try:
        return form.words(case, giver)
    except NotFound:
        return ""


@require_POST
@desk(Right.ANSWER)
def accepting(request: DeskRequest, handover_id: int) -> HttpResponse:
    """Take it on."""
    handover = handover_for(request.user, handover_id)
    try:
        accept(actor=request.user, handover=handover)
    except Conflict as problem:
        messages.warning(request, problem.sentence)
        return HttpResponseRedirect(reverse("today"), status=303)
    return HttpResponseRedirect(reverse("case", args=[handover.case_id]), status=303)


@require_POST
@desk(Right.ANSWER)
def declining(request: DeskRequest, handover_id: int) -> HttpResponse:
    """Say why not."""
    handover = handover_for(request.user, handover_id)
    try:
        decline(actor=request.user, handover=handover, word=request.POST.get("word", ""))
    except (Conflict, Invalid) as problem:
        messages.warning(request, problem.sentence)
        sees = visible_cases(request.user).filter(pk=handover.case_id).exists()
        to = reverse("case", args=[handover.case_id]) if sees else reverse("today")
        return HttpResponseRedirect(to, status=303)
    said = _("It went back to %(name)s with your word.") % {"name": handover.from_member.first_name}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("today"), status=303)


@require_POST
@desk(Right.ASSIGN)
def recall(request: DeskRequest, handover_id: int) -> HttpResponse:
    """The giver takes it back."""
    handover = handover_for(request.user, handover_id)
    try:
        take_back_handover(actor=request.user, handover=handover)
    except Conflict as problem:
        messages.warning(request, problem.sentence)
        return HttpResponseRedirect(reverse("today"), status=303)
    return HttpResponseRedirect(reverse("case", args=[handover.case_id]), status=303)


@require_POST
@desk()
def seen(request: DeskRequest, handover_id: int) -> HttpResponse:
    """The giver has seen that it came back."""
    handover = handover_for(request.user, handover_id)
    see_returned(actor=request.user, handover=handover)
    return HttpResponseRedirect(reverse("case", args=[handover.case_id]), status=303)


@require_safe
@desk()
def on_today(request: DeskRequest) -> HttpResponse:
    """The hand-overs of Today, read anew."""
    return render(request, "desk/handovers/today.html", todays(request.user))
