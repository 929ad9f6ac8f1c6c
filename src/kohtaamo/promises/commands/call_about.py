"""Promising a customer a call before their contract ends, by someone they know."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.customers.holding import hold as hold_customer
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.offers.models import Contract
from kohtaamo.offers.queries import contract_for
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import Form, Source
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.errors import CallPromised, CallTooLate, NotTheirs
from kohtaamo.promises.models import About, ContractPromise, Promise
from kohtaamo.promises.renewing import open_call
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def promise_call(*, actor: Member, contract: Contract, caller: Member, by: datetime, text: str = "") -> Promise:
    """Promise a call about a contract of a fixed term; with ``text`` the customer is told of it by mail in the same step.

    Raises ``NotFound``, ``CallPromised``, ``CallTooLate``, ``NotTheirs`` (the caller sees no case of theirs),
    ``DueInThePast``, and what ``reply`` raises.
    """
    require(actor, Right.PROMISE)
    contract_for(actor, contract.pk)
    with unit_of_work():
        hold_customer(contract.customer)
        held = Contract.objects.select_for_update(of=("self",)).select_related("customer").get(pk=contract.pk)
        if open_call(held) is not None:
            raise CallPromised
        if held.ends_on is None or held.ended_at is not None or by.date() > held.ends_on:
            raise CallTooLate
        case = _case(actor, caller, held)
        message = reply(actor=actor, case=case, text=text, keeps_draft=True) if text.strip() else None
        with override(case.language):
            what = _("We call before %(name)s ends") % {"name": held.name}
        terms = Terms(what=what, due_at=by, form=Form.CALL, source=Source.CONTRACT, owner=caller)
        promise = make(actor=actor, case=case, terms=terms, message=message)
        ContractPromise.objects.create(contract=held, promise=promise, about=About.CALL)
        return promise


def _case(actor: Member, caller: Member, contract: Contract) -> Case:
    """The newest case of the customer that both see: there the talk goes on."""
    theirs = visible_cases(caller).filter(customer_id=contract.customer_id).values_list("pk", flat=True)
    found = visible_cases(actor).filter(customer_id=contract.customer_id, pk__in=list(theirs[:1000]))
    case = found.order_by("-changed_at", "-pk").first()
    if case is None or not (caller.is_active and caller.may(Right.ANSWER)):
        raise NotTheirs
    return case
