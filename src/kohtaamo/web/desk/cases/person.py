"""The one who asks: for whom, the calls they asked for, and the links they hold."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.encounters.commands.own_page import revoke_own_pages
from kohtaamo.encounters.commands.request_call import call_done
from kohtaamo.encounters.commands.set_for_whom import set_for_whom
from kohtaamo.encounters.models import CallRequest
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.cases.forms import ForWhomForm
from kohtaamo.web.gate import DeskRequest, desk


@require_POST
@desk(Right.ANSWER)
def for_whom(request: DeskRequest, case_id: int) -> HttpResponse:
    """Note whose matter this is."""
    case = case_for(request.user, case_id)
    form = ForWhomForm(request.POST, auto_id="whom-%s")
    status = attempt(
        form,
        lambda: set_for_whom(
            actor=request.user, case=case, for_whom=form.cleaned_data["for_whom"], for_customer=case.for_customer
        ),
    )
    if status != 200:
        return table.show(request, case, status=status, filled=table.Filled({"for_whom": form}))
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def called(request: DeskRequest, case_id: int, call_id: int) -> HttpResponse:
    """The call the customer asked for was made."""
    case = case_for(request.user, case_id)
    call = CallRequest.objects.filter(pk=call_id, case=case).select_related("case").first()
    if call is None:
        raise NotFound
    call_done(actor=request.user, request=call)
    return table.done(request, case)


@require_POST
@desk(Right.ANSWER)
def links_closed(request: DeskRequest, case_id: int) -> HttpResponse:
    """Close every link the customer holds to this case."""
    case = case_for(request.user, case_id)
    revoke_own_pages(actor=request.user, case=case)
    messages.info(request, _("The customer's links are closed. The next message carries a new one."))
    return table.done(request, case)
