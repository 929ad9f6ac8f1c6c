"""Filling in the fields of a case with its latest meeting, and of a customer."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.customers.queries import customer_for
from kohtaamo.encounters.models import Encounter
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.choices import Target
from kohtaamo.work.commands.fields import fill_in
from kohtaamo.work.fielding import fields_of

_NAME = re.compile(r"f(\d{1,9})")


def _written(request: DeskRequest, target: str) -> dict[int, list[str]]:
    """What was written in the fields of one kind of thing, by their ids; a field not on the form is left alone."""
    sent = {int(found[1]): request.POST.getlist(name) for name in request.POST if (found := _NAME.fullmatch(name))}
    known = set(fields_of(request.user, target).filter(pk__in=list(sent)).values_list("pk", flat=True))
    return {pk: values for pk, values in sent.items() if pk in known}


@require_POST
@desk(Right.ANSWER)
def of_case(request: DeskRequest, case_id: int) -> HttpResponse:
    """The fields of the case and of its latest meeting, in one touch."""
    case = case_for(request.user, case_id)
    latest = Encounter.objects.filter(case=case).select_related("case").order_by("-pk").first()
    of_meeting = _written(request, Target.ENCOUNTER)
    with unit_of_work():
        fill_in(actor=request.user, thing=case, written=_written(request, Target.CASE))
        if of_meeting and latest is None:
            raise NotFound
        if latest is not None:
            fill_in(actor=request.user, thing=latest, written=of_meeting)
    return table.done(request, case)


@require_POST
@desk(Right.EDIT_CUSTOMERS)
def of_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The fields of the customer."""
    customer = customer_for(request.user, customer_id)
    fill_in(actor=request.user, thing=customer, written=_written(request, Target.CUSTOMER))
    messages.success(request, _("Saved."))
    return redirect("customer", customer.pk)
