"""A customer's contracts: what they have with us, typed in, ended, and a step from being renewed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import customer_for
from kohtaamo.offers.commands.contract import Agreed, Row, end_contract, write_contract
from kohtaamo.offers.commands.draft import begin
from kohtaamo.offers.knowing import known_to
from kohtaamo.offers.models import Contract
from kohtaamo.offers.queries import (
    contract_for,
    contracts_of,
    latest_case_of,
    may_see_contracts,
    template_for,
    templates_in_use,
)
from kohtaamo.offers.rules import today
from kohtaamo.platform.errors import Conflict, Invalid, NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.promises.commands.call_about import promise_call
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.offers.editor import to
from kohtaamo.web.desk.offers.forms import day_input
from kohtaamo.web.desk.offers.renewal import CallForm, shown
from kohtaamo.web.desk.offers.rows import RowForm, Rows, filled_rows, one_more, rows_of, typed
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.showing_offers import shown_sums


class ContractForm(DeskForm):
    """All of a contract but its lines."""

    name = forms.CharField(label=gettext_lazy("What the contract is"), max_length=160)
    number = forms.CharField(label=gettext_lazy("Its number"), max_length=60, required=False)
    begins_on = forms.DateField(label=gettext_lazy("Since"), widget=day_input())
    ends_on = forms.DateField(label=gettext_lazy("Last day, if it has one"), widget=day_input(), required=False)
    notice_days = forms.IntegerField(label=gettext_lazy("Notice in days"), min_value=0, max_value=3650, initial=30)
    with_vat = forms.BooleanField(label=gettext_lazy("Prices include VAT"), required=False, initial=True)


class EndForm(DeskForm):
    on = forms.DateField(label=gettext_lazy("Last day"), widget=day_input())


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def listing(request: DeskRequest, customer_id: int) -> HttpResponse:
    """A customer's contracts, and writing down another."""
    customer = customer_for(request.user, customer_id)
    if not may_see_contracts(request.user, customer):
        raise NotFound
    if request.method == "POST":
        return _written(request, customer, None)
    form = ContractForm(initial={"begins_on": today(), "notice_days": 30, "with_vat": True})
    return _list(request, customer, form, rows_of(RowForm))


def _list(
    request: DeskRequest, customer: Customer, form: ContractForm, rows: Rows, *, status: int = 200, focus: bool = False
) -> HttpResponse:
    found = contracts_of(customer)
    page = {
        "room": "customers", "customer": customer, "form": form, "rows": rows, "focus": focus,
        "running": [_shown(each) for each in found if each.runs_on(today())],
        "past": [_shown(each) for each in found if not each.runs_on(today())],
        "templates": templates_in_use(), "case": latest_case_of(request.user, customer),
    }  # fmt: skip
    return render(request, "desk/offers/contracts.html", page, status=status)


def _shown(contract: Contract) -> dict[str, Any]:
    return {"contract": contract, "sums": shown_sums(list(contract.lines.all()), with_vat=contract.with_vat)}


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def one(request: DeskRequest, contract_id: int) -> HttpResponse:
    """One contract: look at it, change it, end it."""
    found = contract_for(request.user, contract_id)
    if request.method == "POST":
        return _written(request, found.customer, found)
    return _one(request, found, *_as_it_is(found))


def _one(
    request: DeskRequest, found: Contract, form: ContractForm, rows: Rows, *, status: int = 200, focus: bool = False,
    end_form: EndForm | None = None, call_form: CallForm | None = None,
) -> HttpResponse:  # fmt: skip
    page = {
        **shown(request.user, found, call_form), "templates": templates_in_use(),
        "room": "customers", "customer": found.customer, "shown": _shown(found), "contract": found, "form": form,
        "rows": rows, "focus": focus, "end_form": end_form or EndForm(auto_id="e-%s", initial={"on": today()}),
    }  # fmt: skip
    return render(request, "desk/offers/contract.html", page, status=status)


def _written(request: DeskRequest, customer: Customer, found: Contract | None) -> HttpResponse:
    form = ContractForm(request.POST)

    def again(rows: Rows, *, status: int = 200, focus: bool = False) -> HttpResponse:
        if found is None:
            return _list(request, customer, form, rows, status=status, focus=focus)
        return _one(request, found, form, rows, status=status, focus=focus)

    if request.POST.get("act") == "line":
        return again(one_more(RowForm, request.POST), focus=True)
    rows = rows_of(RowForm, request.POST)
    if not (rows.is_valid() & form.is_valid()):
        return again(rows, status=422)
    try:
        made = [
            Row(
                what=row["what"], price=row["price"], quantity=row["quantity"], unit=row["unit"], vat=row["vat"],
                per=row["per"],
            )
            for row in filled_rows(rows)
        ]  # fmt: skip
        agreed = Agreed(rows=made, **form.cleaned_data)
        write_contract(actor=request.user, customer=customer, agreed=agreed, contract=found)
    except (Invalid, Conflict) as problem:
        form.add_error(None, str(problem.sentence))
        return again(rows, status=problem.status)
    messages.success(request, _("Saved."))
    return _to_contracts(customer)


def _to_contracts(customer: Customer) -> HttpResponse:
    return HttpResponseRedirect(reverse("customer_contracts", args=[customer.pk]), status=303)


@require_POST
@desk(Right.EDIT_CUSTOMERS)
def ending(request: DeskRequest, contract_id: int) -> HttpResponse:
    """End a contract on a day."""
    found = contract_for(request.user, contract_id)
    form = EndForm(request.POST, auto_id="e-%s")
    if form.is_valid():
        try:
            end_contract(actor=request.user, contract=found, on=form.cleaned_data["on"])
        except (Invalid, Conflict) as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("The contract ends on the day you chose."))
            return _to_contracts(found.customer)
    blank, rows = _as_it_is(found)
    return _one(request, found, blank, rows, status=422, end_form=form)


@require_POST
@desk(Right.PROMISE)
def calling(request: DeskRequest, contract_id: int) -> HttpResponse:
    """Promise a call before it ends, and tell the customer in the same step."""
    found = contract_for(request.user, contract_id)
    call_form = CallForm(found, known_to(found), request.POST)
    if call_form.is_valid():
        case = latest_case_of(request.user, found.customer)
        text = call_form.text(case.language if case else "fi")
        caller, by = call_form.caller_chosen, call_form.by
        try:
            promise_call(actor=request.user, contract=found, caller=caller, by=by, text=text)
        except (Invalid, Conflict) as problem:
            call_form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("The call is promised."))
            return HttpResponseRedirect(reverse("contract", args=[found.pk]), status=303)
    form, rows = _as_it_is(found)
    return _one(request, found, form, rows, status=422, call_form=call_form)


def _as_it_is(found: Contract) -> tuple[ContractForm, Rows]:
    names = ("name", "number", "begins_on", "ends_on", "notice_days", "with_vat")
    form = ContractForm(initial={name: getattr(found, name) for name in names})
    return form, rows_of(RowForm, initial=[{**typed(line), "what": line.what} for line in found.lines.all()], extra=0)


@require_POST
@desk(Right.ANSWER)
def offering(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Begin an offer to a customer in their latest case, beside the contract named."""
    customer = customer_for(request.user, customer_id)
    case = latest_case_of(request.user, customer)
    if case is None:
        messages.info(request, _("Note a meeting first. The offer begins there."))
        return HttpResponseRedirect(f"{reverse('meeting_new')}?customer={customer.pk}", status=303)
    wanted, named = number_in(request.POST.get("template", "")), request.POST.get("contract", "")
    template = template_for(request.user, wanted) if wanted is not None else None
    contract = next((each for each in contracts_of(customer) if str(each.pk) == named), None)
    return to(begin(actor=request.user, case=case, template=template, contract=contract))
