"""Notes among us."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.forms import ReplyForm
from kohtaamo.web.desk.cases.writing import addresses_of, attach_files, kept_writing, refused_writing
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.ANSWER)
def notes(request: DeskRequest, case_id: int) -> HttpResponse:
    """Write a note that the customer never sees."""
    case = case_for(request.user, case_id)
    form = ReplyForm(request.POST, addresses=addresses_of(case))
    status = attempt(form, lambda: _write(request, case, form))
    if status != 200:
        return table.show(
            request, case, status=status, writing=refused_writing(request.user, case, form, status=status)
        )
    return table.done(request, case, writing=kept_writing(request.user, case))


def _write(request: DeskRequest, case: Case, form: ReplyForm) -> None:
    attach_files(request, case)
    write_note(actor=request.user, case=case, text=form.cleaned_data["text"], once=form.cleaned_data["once"])
