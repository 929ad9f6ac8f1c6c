"""Who has the case: taking, giving, letting go."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.commands.take import assign, let_go, take
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.forms import GiveForm
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.ANSWER)
def taking(request: DeskRequest, case_id: int) -> HttpResponse:
    """Take the case on."""
    case = case_for(request.user, case_id)
    take(actor=request.user, case=case)
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def letting_go(request: DeskRequest, case_id: int) -> HttpResponse:
    """Give the case back to its team."""
    case = case_for(request.user, case_id)
    let_go(actor=request.user, case=case)
    return table.done(request, case)


@require_POST
@desk(Right.ASSIGN)
def giving(request: DeskRequest, case_id: int) -> HttpResponse:
    """Give the case to a team or a person, with a word."""
    case = case_for(request.user, case_id)
    form = GiveForm(request.POST, auto_id="give-%s")
    status = attempt(form, lambda: _give(request.user, case, form))
    if status != 200:
        return table.show(request, case, status=status, filled=table.Filled({"give": form}))
    return table.done(request, case)


def _give(actor: Member, case: Case, form: GiveForm) -> None:
    team_id, member_id = form.aim()
    team = Team.objects.filter(pk=team_id, is_active=True).first()
    owner = Member.objects.filter(pk=member_id, is_active=True).first() if member_id else None
    if team is None or (member_id and owner is None):
        raise NotFound
    assign(actor=actor, case=case, team=team, owner=owner, word=form.cleaned_data["word"])
