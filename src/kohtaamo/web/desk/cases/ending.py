"""How the customer feels, how the meeting ended, and opening a settled case again."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.choices import Outcome
from kohtaamo.encounters.commands.end import end, note_feeling, reopen
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.forms import EndingForm, FeelingForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.checking import open_lines


@require_POST
@desk(Right.ANSWER)
def ending(request: DeskRequest, case_id: int) -> HttpResponse:
    """End the meeting: an outcome, and the feeling when it was chosen."""
    case = case_for(request.user, case_id)
    anyway = request.POST.get("anyway", "")
    form = EndingForm({**request.POST.dict(), "outcome": anyway or request.POST.get("outcome", "")})
    if not form.is_valid():
        raise Invalid
    if form.cleaned_data["outcome"] == Outcome.SOLVED and not anyway and (left := open_lines(case)):
        return table.show(request, case, status=409, filled=table.Filled({"steps": form}, steps_open=len(left)))
    end(actor=request.user, case=case, outcome=form.cleaned_data["outcome"], feeling=form.cleaned_data["feeling"])
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def feeling(request: DeskRequest, case_id: int) -> HttpResponse:
    """Note how the customer feels now."""
    case = case_for(request.user, case_id)
    form = FeelingForm(request.POST)
    if not form.is_valid():
        raise Invalid
    note_feeling(actor=request.user, case=case, feeling=form.cleaned_data["feeling"])
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def reopening(request: DeskRequest, case_id: int) -> HttpResponse:
    """Open a settled case again."""
    case = case_for(request.user, case_id)
    reopen(actor=request.user, case=case)
    return table.done(request, case)
