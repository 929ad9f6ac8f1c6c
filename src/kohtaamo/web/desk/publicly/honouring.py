"""In the encounter: whether a promise to everyone was honoured, and feedback that the law gives fourteen days."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import Invalid
from kohtaamo.promises.commands.publish import honour, promise_by_law
from kohtaamo.promises.public import public_promise_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import day_and_clock


@require_POST
@desk(Right.ANSWER)
def honouring(request: DeskRequest, case_id: int, public_id: int) -> HttpResponse:
    """Say whether it was honoured here, and why not."""
    case = case_for(request.user, case_id)
    promise = public_promise_for(request.user, public_id)
    is_honoured = request.POST.get("honoured") == "yes"
    try:
        honour(actor=request.user, case=case, promise=promise, is_honoured=is_honoured, why=request.POST.get("why", ""))
    except Invalid as problem:
        messages.warning(request, problem.sentence)
    return table.done(request, case)


@require_POST
@desk(Right.PROMISE)
def accessibility(request: DeskRequest, case_id: int) -> HttpResponse:
    """This is feedback on accessibility."""
    case = case_for(request.user, case_id)
    try:
        promise = promise_by_law(actor=request.user, case=case)
    except Invalid as problem:
        messages.warning(request, problem.sentence)
        return table.done(request, case)
    due = day_and_clock(localtime(promise.due_at), localtime())
    messages.success(request, _("The law gives us until %(when)s to answer.") % {"when": due})
    return table.done(request, case)
