"""The promises of the case: made by hand or from a sent message, kept, moved, broken, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.choices import Source
from kohtaamo.promises.commands.keep import break_openly, keep, withdraw
from kohtaamo.promises.commands.make import make
from kohtaamo.promises.commands.move import move
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import promise_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.forms import BreakForm, KeepForm, MoveForm, PromiseForm, WithdrawForm, attempt
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
    found = ours.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 19 else None
    if found is None:
        raise NotFound
    return found


@require_POST
@desk(Right.PROMISE)
def keeping(request: DeskRequest, case_id: int, promise_id: int) -> HttpResponse:
    """The promise was kept."""
    form = KeepForm(request.POST, auto_id=f"p{promise_id}-keep-%s")
    return _settle(request, case_id, promise_id, "keep", form, keep)


@require_POST
@desk(Right.PROMISE)
def moves(request: DeskRequest, case_id: int, promise_id: int) -> HttpResponse:
    """The promise is moved to another time, as agreed with the customer."""
    form = MoveForm(request.POST, auto_id=f"p{promise_id}-move-%s")
    return _settle(request, case_id, promise_id, "move", form, move)


@require_POST
@desk(Right.PROMISE)
def breaking(request: DeskRequest, case_id: int, promise_id: int) -> HttpResponse:
    """The promise was not kept."""
    form = BreakForm(request.POST, auto_id=f"p{promise_id}-breaking-%s")
    return _settle(request, case_id, promise_id, "breaking", form, break_openly)


@require_POST
@desk(Right.PROMISE)
def withdrawal(request: DeskRequest, case_id: int, promise_id: int) -> HttpResponse:
    """The promise is not needed any more."""
    form = WithdrawForm(request.POST, auto_id=f"p{promise_id}-withdrawal-%s")
    return _settle(request, case_id, promise_id, "withdrawal", form, withdraw)


def _settle(
    request: DeskRequest, case_id: int, promise_id: int, kind: str, form: Form, command: Callable[..., Promise]
) -> HttpResponse:
    """Run the command with what was filled in; a refusal comes back in the same form."""
    case = case_for(request.user, case_id)
    promise = promise_for(request.user, promise_id)
    if promise.case_id != case.pk:
        raise NotFound
    status = attempt(form, lambda: command(actor=request.user, promise=promise, **form.cleaned_data))
    if status != 200:
        return table.show(request, case, status=status, filled=table.Filled({kind: form}, promise=promise.pk))
    return table.done(request, case)
