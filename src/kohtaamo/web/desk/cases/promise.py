"""Promising in the case: by hand, or from a message that was sent."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.promises.choices import Source
from kohtaamo.promises.commands.make import make
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.forms import PromiseForm
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.PROMISE)
def promises(request: DeskRequest, case_id: int) -> HttpResponse:
    """Put a promise in the register; ``message`` names the sent message it was seen in."""
    case = case_for(request.user, case_id)
    message = _message(request, case)
    form = PromiseForm(request.POST, auto_id="promise-%s")
    source = Source.TEXT if message else Source.HAND
    status = attempt(form, lambda: make(actor=request.user, case=case, terms=form.terms(source), message=message))
    if status != 200:
        return table.show(request, case, status=status, filled=table.Filled({"promise": form}))
    return table.done(request, case)


def _message(request: DeskRequest, case: Case) -> Message | None:
    wanted = request.POST.get("message", "")
    if not wanted:
        return None
    ours = Message.objects.filter(case=case, author=Author.US).select_related("encounter")
    found = ours.filter(pk=number_in(wanted) or 0).first()
    if found is None:
        raise NotFound
    return found
