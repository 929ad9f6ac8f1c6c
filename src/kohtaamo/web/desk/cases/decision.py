"""Deciding in the encounter: at once within the mandate, or asking for more; undoing and correcting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.commands.ask import ask, withdraw
from kohtaamo.mandates.commands.correct import correct, undo
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.telling import note_telling
from kohtaamo.mandates.errors import NoMandate, OverLimit
from kohtaamo.mandates.models import Decision, Kind, Request
from kohtaamo.mandates.queries.granting import kinds_to_ask
from kohtaamo.mandates.queries.seeing import decision_for, may_see, request_for
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.deciding import answer_time, blank_form, reasons
from kohtaamo.web.desk.cases.decision_forms import CorrectForm, DecideForm, Reach
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.DECIDE)
def decisions(request: DeskRequest, case_id: int) -> HttpResponse:
    """Decide within one's mandate. Over the limit everything stays as typed, and asking is one touch away."""
    case = case_for(request.user, case_id)
    kind = _kind(request.POST.get("kind", ""))
    form = DecideForm(request.POST, kind=kind, case=case, teller=request.user)
    made: list[Decision] = []
    status = attempt(form, lambda: _decide(request, case, form, made))
    if status != 200:
        return table.show(request, case, status=status, filled=table.Filled({"decide": form}))
    messages.success(request, _toast(made[0]))
    return table.done(request, case_for(request.user, case_id))


def _decide(request: DeskRequest, case: Case, form: DecideForm, made: list[Decision]) -> None:
    filled = form.cleaned_data
    try:
        decision = decide(
            actor=request.user, case=case, kind=form.kind, amount=filled["amount"], reason=filled["reason"],
            words=filled["words"], once=filled["once"], told="" if filled["words"] else filled["how"],
        )  # fmt: skip
    except (OverLimit, NoMandate):
        form.over = True
        raise
    made.append(decision)


def _toast(decision: Decision) -> str:
    """What was decided, with the undo that also stands in the pane."""
    what = _("Decided: %(what)s") % {"what": _said(decision.kind, decision.amount)}
    undoing = _("Undo")
    return format_html(
        '{}. <button class="btn quiet" type="submit" form="undo{}">{}</button>', what, decision.pk, undoing
    )


def _said(kind: Kind, amount: int) -> str:
    return " ".join(part for part in (str(kind), told(kind.unit, amount)) if part)


def _kind(number: str) -> Kind:
    found = Kind.objects.filter(pk=number_in(number) or 0, is_active=True).first()
    if found is None:
        raise NotFound
    return found


@require_POST
@desk(Right.DECIDE)
def undoing(request: DeskRequest, case_id: int, decision_id: int) -> HttpResponse:
    """Take a decision back at once, its mail with it."""
    decision = _decision(request, case_id, decision_id)
    undo(actor=request.user, decision=decision)
    messages.info(request, _("Taken back. The customer was told nothing."))
    return table.done(request, case_for(request.user, case_id))


@require_POST
@desk(Right.ANSWER)
def telling(request: DeskRequest, case_id: int, decision_id: int) -> HttpResponse:
    """The customer has been told: in person or by phone."""
    decision = _decision(request, case_id, decision_id)
    note_telling(actor=request.user, decision=decision, told=request.POST.get("how", ""))
    return table.done(request, case_for(request.user, case_id))


@require_POST
@desk()
def corrections(request: DeskRequest, case_id: int, decision_id: int) -> HttpResponse:
    """Put a decision right; what it was stays to be seen."""
    if not may_see(request.user):
        raise NotAllowed
    decision = _decision(request, case_id, decision_id)
    form = CorrectForm(request.POST, decision=decision)
    status = attempt(
        form,
        lambda: correct(
            actor=request.user, decision=decision, amount=form.cleaned_data["amount"],
            reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip
    case = case_for(request.user, case_id)
    if status != 200:
        return table.show(request, case, status=status, filled=table.Filled({"correct": form}))
    messages.success(request, _("Corrected. Tell the customer too if they were told otherwise."))
    return table.done(request, case)


def _decision(request: DeskRequest, case_id: int, decision_id: int) -> Decision:
    decision = decision_for(request.user, decision_id)
    if decision.case_id != case_id:
        raise NotFound
    return decision


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.DECIDE)
def requests(request: DeskRequest, case_id: int) -> HttpResponse:
    """Ask for more than one may decide; with a kind chosen the page has its form."""
    case = case_for(request.user, case_id)
    if request.method == "POST":
        return _ask(request, case)
    wanted = request.GET.get("kind", "")
    kinds = kinds_to_ask(request.user)
    kind = next((each for each in kinds if str(each.pk) == wanted), kinds[0] if kinds else None)
    form = blank_form(request.user, case, kind, kind.usual_amount or 1, Reach.of(case)) if kind else None
    return _asking(request, case, kinds, form)


def _asking(
    request: DeskRequest, case: Case, kinds: list[Kind], form: DecideForm | None, status: int = 200
) -> HttpResponse:
    seconds = form.kind.answer_seconds if form else None
    page = {
        "room": "cases", "case": case, "kinds": [(each, icon_of(each)) for each in kinds], "form": form,
        "reasons": reasons(), "soon": answer_time(seconds) if seconds is not None else "",
    }  # fmt: skip
    return render(request, "desk/decisions/ask.html", page, status=status)


def _ask(request: DeskRequest, case: Case) -> HttpResponse:
    kind = _kind(request.POST.get("kind", ""))
    form = DecideForm(request.POST, kind=kind, case=case, teller=request.user)
    made: list[Request] = []
    status = attempt(form, lambda: made.append(_made_request(request, case, form)))
    if status != 200:
        return _asking(request, case, kinds_to_ask(request.user), form, status)
    messages.success(request, _sent(made[0]))
    return table.done(request, case_for(request.user, case.pk))


def _made_request(request: DeskRequest, case: Case, form: DecideForm) -> Request:
    filled = form.cleaned_data
    return ask(
        actor=request.user, case=case, kind=form.kind, amount=filled["amount"], why=filled["reason"],
        words=filled["words"], once=filled["once"],
    )  # fmt: skip


def _sent(asked: Request) -> str:
    if asked.asked_of is None:
        return _("Asked. Nobody who may answer is here now; the request waits for the first who comes.")
    return _("Asked. %(name)s answers.") % {"name": asked.asked_of.first_name}


@require_POST
@desk(Right.DECIDE)
def withdrawal(request: DeskRequest, case_id: int, request_id: int) -> HttpResponse:
    """The request is not needed any more."""
    asked = request_for(request.user, request_id)
    if asked.case_id != case_id:
        raise NotFound
    withdraw(actor=request.user, request=asked)
    return table.done(request, case_for(request.user, case_id))
